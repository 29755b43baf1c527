import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { contextService } from '../graph/build-contexts.js';
import { canonicalJson } from '../model/canonical-json.js';
import { fullName, parseImageReference } from '../model/image-reference.js';
import { label } from '../model/labels.js';
import { mapValues } from '../model/map-values.js';
import type { Build, Project, Service } from '../model/project.js';
import { sessionLabels } from '../model/session.js';
import { required } from './container-target.js';
import type { DockerfileImages } from './dockerfile-images.js';
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

/** A build as it is carried out, and images of other services that it needs. */
interface ResolvedBuild extends WantedBuild {
  readonly madeOf: readonly string[];
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
  const groups = new Map<string, [ResolvedBuild, ...ResolvedBuild[]]>();
  for (const each of wanted) {
    const madeOf = imagesItIsMadeOf(input, wanted, each);
    const resolved = { ...each, build: buildOf(project, each, madeOf), madeOf };
    const key = canonicalJson(resolved.build);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [resolved]);
    else group.push(resolved);
    draft.diagnostics.push(...cannotPull(each, madeOf));
    draft.decisions.push({
      resource: 'image',
      name: each.image,
      service: each.service.name,
      action: 'build',
      causes: [each.cause],
    });
  }
  const ids = new Map<string, string>();
  for (const group of groups.values())
    for (const { image } of group) ids.set(image, `build ${group[0].image}`);
  const order = new BuildOrder();
  for (const [{ image, service, build, cause, madeOf }, ...others] of groups.values()) {
    const id = `build ${image}`;
    addNode(draft, {
      id,
      operation: {
        kind: 'build-image',
        image,
        service: service.name,
        build,
        alsoNamed: others.map((other) => other.image),
        labels: {
          [label.project]: project.name,
          // A copy that stays may be built again: a build with the same labels as before need not take place.
          ...(project.owner?.process !== undefined && sessionLabels(project)),
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
  return ids;
}

/** An image in the place of a context. */
export const imageContext = (image: string): string => `docker-image://${image}`;

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
  const contexts = Object.values(build.additional_contexts ?? {}).flatMap(
    (context) => imageOfContext(project, context) ?? [],
  );
  const { references = [], isUnsure = false } = dockerfiles?.get(service.name) ?? {};
  const names = new Set(references.map(wholeName));
  const dependencies = Object.keys(service.depends_on ?? {});
  const others = wanted.filter(
    (other) =>
      other.service !== service &&
      (names.has(wholeName(other.image)) || (isUnsure && dependencies.includes(other.service.name))),
  );
  return [...new Set([...contexts, ...others.map(({ image }) => image)])];
}

/** Two ways of writing the same name give the same. */
const wholeName = (reference: string): string => fullName(parseImageReference(reference));

/** The image of the service that a context names; undefined for any other context. */
function imageOfContext(project: Project, context: string): string | undefined {
  const service = project.services[contextService(context) ?? ''];
  return service && imageOf(project, service);
}

/** Images of services are named as the engine has them, and the platform is that of the service. */
function buildOf(project: Project, { build, service }: WantedBuild, madeOf: readonly string[]): Build {
  const { pull, additional_contexts: contexts, ...rest } = build;
  return {
    ...rest,
    ...(pull !== undefined && madeOf.length === 0 && { pull }),
    ...(contexts !== undefined && {
      additional_contexts: mapValues(contexts, (context) => {
        const image = imageOfContext(project, context);
        return image === undefined ? context : imageContext(image);
      }),
    }),
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
