import { withContextServices } from '../../graph/build-contexts.js';
import type { Build, Environment } from '../../model/project.js';
import { addBuildNodes } from '../build-nodes.js';
import { required } from '../container-target.js';
import type { Cause, Plan } from '../plan.js';
import { emptyDraft, finishDraft } from '../plan-draft.js';
import { servicesByImage } from '../service-images.js';
import { addImageNode, type ImagesInput } from './images-input.js';

export interface BuildCommandInput extends ImagesInput {
  /** Over those of the files. */
  readonly args: Environment;
  readonly noCache: boolean;
  /** In the place of those of the files. */
  readonly ssh?: readonly string[];
  /** In the place of those of the files, as is `sbom`. */
  readonly provenance?: string;
  readonly sbom?: string;
  /** Base images are looked for in their registries, whether they are here or not. */
  readonly pull: boolean;
  /** Images that have a name are pushed when they are built. */
  readonly push: boolean;
}

/** Builds the images of services and of what they are made of, whether they are there or not. */
export function planBuild(input: BuildCommandInput): Plan {
  const { project, services } = input.selection;
  const draft = emptyDraft({}, []);
  const cause: Cause = { kind: 'requested', by: 'build' };
  const wanted = [...servicesByImage(project, withContextServices(project, services))].flatMap(
    ([image, service]) =>
      service.build === undefined
        ? []
        : [{ image, service, build: withOptions(service.build, input), cause }],
  );
  const nodes = addBuildNodes(draft, input, wanted);
  for (const { image, service } of input.push ? wanted : []) {
    const built = nodes.get(image);
    if (service.image === undefined || built === undefined) continue;
    addImageNode(
      draft,
      'push',
      { image, service: service.name },
      { operation: { kind: 'push-image', image, service: service.name }, after: [required(built)] },
    );
  }
  return finishDraft('build', project.name, draft);
}

const withOptions = (
  build: Build,
  { args, noCache, ssh, provenance, sbom, pull }: BuildCommandInput,
): Build => ({
  ...build,
  ...(Object.keys(args).length > 0 && { args: { ...build.args, ...args } }),
  ...(noCache && { no_cache: true }),
  ...(ssh !== undefined && { ssh }),
  ...(provenance !== undefined && { provenance }),
  ...(sbom !== undefined && { sbom }),
  ...(pull && { pull: true }),
});
