import type { Result } from '../../diagnostics/diagnostic.js';
import type { Environment } from '../../model/project.js';
import { required } from '../container-target.js';
import type { Plan } from '../plan.js';
import { emptyDraft, finishDraft } from '../plan-draft.js';
import { buildOperation } from '../service-images.js';
import { unsupportedInBuilds } from '../unsupported-attributes.js';
import { addImageNode, type ImagesInput, servicesByImage } from './images-input.js';

export interface BuildCommandInput extends ImagesInput {
  /** Over those of the files. */
  readonly args: Environment;
  readonly noCache: boolean;
  /** In the place of those of the files. */
  readonly ssh?: readonly string[];
  /** Base images are looked for in their registries, whether they are here or not. */
  readonly pull: boolean;
  /** Images that have a name are pushed when they are built. */
  readonly push: boolean;
}

/** Builds the images of services, whether they are there or not. */
export function planBuild(input: BuildCommandInput): Result<Plan> {
  const draft = emptyDraft({}, []);
  const services = [...servicesByImage(input)].flatMap(([image, service]) =>
    service.build === undefined ? [] : [{ image, service, definition: service.build }],
  );
  const diagnostics = unsupportedInBuilds(
    services.map(({ service }) => service),
    input.locate,
  );
  if (diagnostics.length > 0) return { ok: false, diagnostics };
  for (const { image, service, definition } of services) {
    const build = {
      ...definition,
      ...(Object.keys(input.args).length > 0 && { args: { ...definition.args, ...input.args } }),
      ...(input.noCache && { no_cache: true }),
      ...(input.ssh !== undefined && { ssh: input.ssh }),
      ...(input.pull && { pull: true }),
    };
    const built = addImageNode(
      draft,
      'build',
      { image, service: service.name },
      { operation: buildOperation(input, service, build), after: [] },
    );
    if (!input.push || service.image === undefined) continue;
    addImageNode(
      draft,
      'push',
      { image, service: service.name },
      { operation: { kind: 'push-image', image, service: service.name }, after: [required(built)] },
    );
  }
  return { ok: true, value: finishDraft('build', input.selection.project.name, draft), diagnostics: [] };
}
