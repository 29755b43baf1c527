import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { contextService } from '../graph/build-contexts.js';
import { canonicalJson } from '../model/canonical-json.js';
import { label } from '../model/labels.js';
import type { Build, Project, Service } from '../model/project.js';
import { required } from './container-target.js';
import { type DockerfileImages, sameName } from './dockerfile-images.js';
import type { Cause, Edge } from './plan.js';
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
  /** What Dockerfiles name, by service, as far as it is known. */
  readonly dockerfiles?: ReadonlyMap<string, DockerfileImages>;
  /** Version of this program, for labels. */
  readonly version: string;
}

/**
 * Adds a node for each build: services that are built of the same in the same way share one, and what is made of
 * another service's image comes after that. Gives the ids of the nodes by image.
 */
export function addBuildNodes(
  draft: PlanDraft,
  input: BuildInput,
  wanted: readonly WantedBuild[],
): ReadonlyMap<string, string> {
  const { project } = input.selection;
  const made = new Map(wanted.map((each) => [each, imagesItIsMadeOf(input, wanted, each)]));
  const groups = new Map<string, [WantedBuild, ...WantedBuild[]]>();
  for (const each of wanted) {
    const key = canonicalJson(buildOf(project, each, made.get(each) ?? []));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  const ids = new Map<string, string>();
  for (const group of groups.values())
    for (const { image } of group) ids.set(image, `build ${group[0].image}`);
  const order = new BuildOrder();
  for (const [first, ...others] of groups.values()) {
    const { image, service, cause } = first;
    const id = `build ${image}`;
    const madeOf = made.get(first) ?? [];
    addNode(draft, {
      id,
      operation: {
        kind: 'build-image',
        image,
        service: service.name,
        build: buildOf(project, first, madeOf),
        alsoNamed: others.map((other) => other.image),
        labels: {
          [label.project]: project.name,
          [label.service]: service.name,
          [label.version]: input.version,
        },
      },
      after: order.after(
        id,
        madeOf.flatMap((other) => ids.get(other) ?? []),
      ),
      cause,
    });
  }
  for (const each of wanted) {
    const { image, service, cause } = each;
    draft.diagnostics.push(...cannotPull(each, made.get(each) ?? []));
    draft.decisions.push({
      resource: 'image',
      name: image,
      service: service.name,
      action: 'build',
      causes: [cause],
    });
  }
  return ids;
}

/** Edges between builds. What a text seems to say may be a circle, which an order cannot be. */
class BuildOrder {
  readonly #before = new Map<string, Set<string>>();

  after(id: string, others: readonly string[]): readonly Edge[] {
    const before = new Set(others.filter((other) => !this.#comesAfter(other, id)));
    this.#before.set(id, before);
    return [...before].map(required);
  }

  #comesAfter(id: string, other: string): boolean {
    return id === other || [...(this.#before.get(id) ?? [])].some((each) => this.#comesAfter(each, other));
  }
}

/**
 * Images of other services that a build needs: its contexts, and those of this plan that its Dockerfile names. Where it
 * has names that are made of variables, they may be those of what its service depends on.
 */
function imagesItIsMadeOf(
  { selection: { project }, dockerfiles }: BuildInput,
  wanted: readonly WantedBuild[],
  { build, service }: WantedBuild,
): readonly string[] {
  const contexts = Object.values(build.additional_contexts ?? {}).flatMap((context) => {
    const other = project.services[contextService(context) ?? ''];
    return other === undefined ? [] : [imageOf(project, other)];
  });
  const { references = [], isUnsure = false } = dockerfiles?.get(service.name) ?? {};
  const names = new Set(references.map(sameName));
  const dependencies = Object.keys(service.depends_on ?? {});
  const others = wanted.filter(
    (other) =>
      other.service !== service &&
      (names.has(sameName(other.image)) || (isUnsure && dependencies.includes(other.service.name))),
  );
  return [...new Set([...contexts, ...others.map(({ image }) => image)])];
}

/** Images of services are named as the engine has them, and the platform is that of the service. */
function buildOf(project: Project, { build, service }: WantedBuild, madeOf: readonly string[]): Build {
  const contexts = Object.entries(build.additional_contexts ?? {}).map(([name, context]) => {
    const other = project.services[contextService(context) ?? ''];
    return [name, other === undefined ? context : `docker-image://${imageOf(project, other)}`] as const;
  });
  const { pull, ...rest } = build;
  return {
    ...rest,
    ...(pull !== undefined && madeOf.length === 0 && { pull }),
    ...(contexts.length > 0 && { additional_contexts: Object.fromEntries(contexts) }),
    ...(service.platform !== undefined && { platforms: [service.platform] }),
  };
}

/** The builder would look in registries for all images of a build, also for the one that has just been made here. */
function cannotPull({ build, service }: WantedBuild, madeOf: readonly string[]): readonly Diagnostic[] {
  if (build.pull !== true || madeOf.length === 0) return [];
  return [
    {
      code: 'build-warning',
      severity: 'warning',
      message: `build of ${service.name}: newer base images are not looked for, because it is made of the image of another service`,
      help: 'pull them yourself before the build',
    },
  ];
}
