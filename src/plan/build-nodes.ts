import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { contextService } from '../graph/build-contexts.js';
import { canonicalJson } from '../model/canonical-json.js';
import { label } from '../model/labels.js';
import type { Build, Project, Service } from '../model/project.js';
import { required } from './container-target.js';
import type { Cause } from './plan.js';
import { addNode, type PlanDraft } from './plan-draft.js';
import { imageOf } from './service-images.js';

/** An image that is to be built. */
export interface WantedBuild {
  readonly image: string;
  readonly service: Service;
  /** As the command has it, which may not be quite as the files have it. */
  readonly build: Build;
  readonly cause: Cause;
}

export interface BuildInput {
  readonly selection: { readonly project: Project };
  /** Version of this program, for labels. */
  readonly version: string;
}

/**
 * Adds a node for each build: services that are built of the same in the same way share one, and what is made of
 * another service's image comes after that. Gives the ids of the nodes by image.
 */
export function addBuildNodes(
  draft: PlanDraft,
  { selection: { project }, version }: BuildInput,
  wanted: readonly WantedBuild[],
): ReadonlyMap<string, string> {
  draft.diagnostics.push(...wanted.flatMap((each) => cannotPull(project, each)));
  const groups = new Map<string, WantedBuild[]>();
  for (const each of wanted) {
    const key = canonicalJson(buildOf(project, each));
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const ids = new Map<string, string>();
  for (const [first, ...others] of groups.values()) {
    if (first === undefined) continue;
    for (const { image } of [first, ...others]) ids.set(image, `build ${first.image}`);
  }
  for (const [first, ...others] of groups.values()) {
    if (first === undefined) continue;
    const { image, service, cause } = first;
    addNode(draft, {
      id: `build ${image}`,
      operation: {
        kind: 'build-image',
        image,
        service: service.name,
        build: buildOf(project, first),
        alsoNamed: others.map((other) => other.image),
        labels: { [label.project]: project.name, [label.service]: service.name, [label.version]: version },
      },
      after: contextImages(project, first.build).flatMap((context) => {
        const id = ids.get(context);
        return id === undefined ? [] : [required(id)];
      }),
      cause,
    });
  }
  for (const { image, service, cause } of wanted)
    draft.decisions.push({
      resource: 'image',
      name: image,
      service: service.name,
      action: 'build',
      causes: [cause],
    });
  return ids;
}

/** Images of services are named as the engine has them, and the platform is that of the service. */
function buildOf(project: Project, { build, service }: WantedBuild): Build {
  const contexts = Object.entries(build.additional_contexts ?? {}).map(([name, context]) => {
    const other = project.services[contextService(context) ?? ''];
    return [name, other === undefined ? context : `docker-image://${imageOf(project, other)}`] as const;
  });
  const { pull, ...rest } = build;
  const mayPull = contextImages(project, build).length === 0;
  return {
    ...rest,
    ...(pull !== undefined && mayPull && { pull }),
    ...(contexts.length > 0 && { additional_contexts: Object.fromEntries(contexts) }),
    ...(service.platform !== undefined && { platforms: [service.platform] }),
  };
}

/** The builder would look in registries for all images of a build, also for the one that has just been made here. */
function cannotPull(project: Project, { build, service }: WantedBuild): readonly Diagnostic[] {
  if (build.pull !== true || contextImages(project, build).length === 0) return [];
  return [
    {
      code: 'build-warning',
      severity: 'warning',
      message: `build of ${service.name}: newer base images are not looked for, because it is made of the image of another service`,
      help: 'pull them yourself before the build',
    },
  ];
}

/** Of services whose images it is made of. */
const contextImages = (project: Project, build: Build): readonly string[] =>
  Object.values(build.additional_contexts ?? {}).flatMap((context) => {
    const other = project.services[contextService(context) ?? ''];
    return other === undefined ? [] : [imageOf(project, other)];
  });
