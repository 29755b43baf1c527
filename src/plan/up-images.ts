import { withContextServices } from '../graph/build-contexts.js';
import type { Selection } from '../graph/select-services.js';
import type { Build, Service } from '../model/project.js';
import { addBuildNodes } from './build-nodes.js';
import { required } from './container-target.js';
import type { Cause, Edge } from './plan.js';
import { addNode, type PlanDraft } from './plan-draft.js';
import { refreshAfter } from './pull-policy.js';
import { imageOf, pullOperation, servicesByImage } from './service-images.js';
import type { UpInput } from './up-options.js';

/** What is known of an image when containers are planned. */
export interface PlannedImage {
  /** What has to be over before a container can be made of it. */
  readonly edges: readonly Edge[];
  /** Id on the engine now. */
  readonly currentId?: string;
  /** Set when a pull or build may give the reference another image. */
  readonly refreshedBy?: 'pull' | 'build';
}

/** Plans the images that are wanted, and those that these are built of, each once, by reference. */
export function planImages(draft: PlanDraft, input: UpInput): ReadonlyMap<string, PlannedImage> {
  const steps = imageSteps(input);
  const built = addBuildNodes(
    draft,
    input,
    [...steps].flatMap(([image, { service, step }]) =>
      step.kind === 'build' ? [{ image, service, build: step.build, cause: step.cause }] : [],
    ),
  );
  return new Map(
    [...steps].map(([image, { service, step }]) => {
      const current = input.observed.images[image];
      const known = current === undefined ? {} : { currentId: current.id };
      return [image, { ...known, ...planned(draft, input, { image, service, step, built }) }];
    }),
  );
}

/** With the services of which only the image is wanted. */
export const withImagesOf = ({ selection, options }: Pick<UpInput, 'selection' | 'options'>): Selection => ({
  ...selection,
  services: new Set([...selection.services, ...(options.imagesOf ?? [])]),
});

/** Whether a plan would build anything: then it matters what Dockerfiles name. */
export const buildsImages = (input: UpInput): boolean =>
  [...imageSteps(input).values()].some(({ step }) => step.kind === 'build');

interface ServiceStep {
  readonly service: Service;
  readonly step: ImageStep;
}

/** By image. */
function imageSteps(input: UpInput): ReadonlyMap<string, ServiceStep> {
  const { project, services } = withImagesOf(input);
  const steps = new Map<string, ServiceStep>();
  const look = (names: Iterable<string>): void => {
    for (const [image, service] of servicesByImage(project, names)) {
      if (steps.has(image)) continue;
      const step = imageStep(input, service, input.observed.images[image] !== undefined);
      steps.set(image, { service, step });
      // What it is made of is of interest when it is made.
      if (step.kind === 'build') look(withContextServices(project, [service.name]));
    }
  };
  look(services);
  return steps;
}

interface ImagePart extends ServiceStep {
  readonly image: string;
  /** Ids of the nodes that build, by image. */
  readonly built: ReadonlyMap<string, string>;
}

function planned(
  draft: PlanDraft,
  input: UpInput,
  { image, service, step, built }: ImagePart,
): Omit<PlannedImage, 'currentId'> {
  const isHere = input.observed.images[image] !== undefined;
  switch (step.kind) {
    case 'none':
      if (!isHere) draft.diagnostics.push(missingImage(input, service, image));
      return { edges: [] };
    case 'pull': {
      const node = addPullNode(draft, { image, service, cause: step.cause });
      // An image that is at hand will do when its registry cannot be reached.
      return { edges: [{ node, required: !isHere }], refreshedBy: 'pull' };
    }
    case 'build':
      return { edges: [required(built.get(image) ?? '')], refreshedBy: 'build' };
    default:
      return step satisfies never;
  }
}

type ImageStep =
  | { readonly kind: 'none' }
  | { readonly kind: 'pull'; readonly cause: Cause }
  | { readonly kind: 'build'; readonly build: Build; readonly cause: Cause };

function addPullNode(
  draft: PlanDraft,
  { image, service, cause }: { readonly image: string; readonly service: Service; readonly cause: Cause },
): string {
  draft.decisions.push({
    resource: 'image',
    name: image,
    service: service.name,
    action: 'pull',
    causes: [cause],
  });
  return addNode(draft, {
    id: `pull ${image}`,
    operation: pullOperation(service, image),
    after: [],
    cause,
  });
}

function imageStep(input: UpInput, service: Service, present: boolean): ImageStep {
  const policy = input.options.pull ?? service.pull_policy;
  const origin = input.options.pull === undefined ? 'pull_policy: ' : '--pull ';
  if (service.build !== undefined) {
    const build = (cause: Cause): ImageStep => ({
      kind: 'build',
      build: forThisEngine(service.build ?? {}),
      cause,
    });
    if (input.options.build === 'never') return { kind: 'none' };
    if (input.options.build === 'always') return build({ kind: 'requested', by: '--build' });
    if (policy === 'build') return build({ kind: 'requested', by: `${origin}build` });
    return present ? { kind: 'none' } : build({ kind: 'absent' });
  }
  const isDue =
    refreshAfter(policy) !== undefined && input.dueImages?.has(imageOf(input.selection.project, service));
  if (policy === 'always' || isDue === true)
    return { kind: 'pull', cause: { kind: 'requested', by: `${origin}${policy}` } };
  if (present || policy === 'never') return { kind: 'none' };
  return { kind: 'pull', cause: { kind: 'absent' } };
}

/** What is to run here is built for here; `build` makes images for every platform that is named. */
const forThisEngine = ({ platforms = [], ...build }: Build): Build => ({
  ...build,
  ...(platforms.length === 1 && { platforms }),
});

function missingImage(input: UpInput, service: Service, image: string): PlanDraft['diagnostics'][number] {
  const at = input.locate(['services', service.name, 'image']) ?? input.locate(['services', service.name]);
  return {
    code: 'image-not-found',
    severity: 'error',
    message: `image ${image} of service ${service.name} is not on the engine, and may neither be pulled nor built`,
    ...(at === undefined ? {} : { at }),
    help:
      service.build === undefined ? 'change `pull_policy`, or pull it yourself' : 'leave out `--no-build`',
  };
}
