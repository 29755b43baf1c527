import type { Service } from '../model/project.js';
import type { Cause, Edge } from './plan.js';
import { addNode, type PlanDraft } from './plan-draft.js';
import { buildOperation, imageOf, pullOperation } from './service-images.js';
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

/** Plans the images of the selected services, each once, by reference. */
export function planImages(draft: PlanDraft, input: UpInput): ReadonlyMap<string, PlannedImage> {
  const planned = new Map<string, PlannedImage>();
  for (const name of [...input.selection.services].sort()) {
    const service = input.selection.project.services[name];
    if (service === undefined) continue;
    const image = imageOf(input.selection.project, service);
    // A service that builds speaks for those that only use the result.
    if (planned.has(image) && service.build === undefined) continue;
    planned.set(image, planImage(draft, input, service, image));
  }
  return planned;
}

type ImageStep = { readonly kind: 'none' } | { readonly kind: 'pull' | 'build'; readonly cause: Cause };

function planImage(draft: PlanDraft, input: UpInput, service: Service, image: string): PlannedImage {
  const current = input.observed.images[image];
  const step = imageStep(input, service, current !== undefined);
  const currentId = current === undefined ? {} : { currentId: current.id };
  if (step.kind === 'none') {
    if (current === undefined) draft.diagnostics.push(missingImage(input, service, image));
    return { edges: [], ...currentId };
  }
  const operation =
    step.kind === 'build' && service.build !== undefined
      ? buildOperation(input, service, service.build)
      : pullOperation(service, image);
  const id = `${step.kind} ${image}`;
  if (!draft.nodes.some((node) => node.id === id)) {
    addNode(draft, { id, operation, after: [], cause: step.cause });
    draft.decisions.push({
      resource: 'image',
      name: image,
      service: service.name,
      action: step.kind,
      causes: [step.cause],
    });
  }
  // An image that is at hand will do when its registry cannot be reached; a failed build never will.
  const required = current === undefined || step.kind === 'build';
  return { edges: [{ node: id, required }], ...currentId, refreshedBy: step.kind };
}

function imageStep(input: UpInput, service: Service, present: boolean): ImageStep {
  const policy = input.options.pull ?? service.pull_policy;
  const origin = input.options.pull === undefined ? 'pull_policy: ' : '--pull ';
  if (service.build !== undefined) {
    if (input.options.build === 'never') return { kind: 'none' };
    if (input.options.build === 'always')
      return { kind: 'build', cause: { kind: 'requested', by: '--build' } };
    if (policy === 'build') return { kind: 'build', cause: { kind: 'requested', by: `${origin}build` } };
    return present ? { kind: 'none' } : { kind: 'build', cause: { kind: 'absent' } };
  }
  if (policy === 'always') return { kind: 'pull', cause: { kind: 'requested', by: `${origin}always` } };
  if (present || policy === 'never') return { kind: 'none' };
  return { kind: 'pull', cause: { kind: 'absent' } };
}

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
