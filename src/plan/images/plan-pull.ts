import type { Plan } from '../plan.js';
import { emptyDraft, finishDraft } from '../plan-draft.js';
import { pullOperation, servicesByImage } from '../service-images.js';
import { addImageNode, type ImagesInput } from './images-input.js';

export interface PullInput extends ImagesInput {
  /** In the place of every service's `pull_policy`. */
  readonly policy?: 'missing' | 'always';
  /** Images that can be built are left out. */
  readonly ignoreBuildable: boolean;
  /** A failure of one is only said. */
  readonly ignoreFailures: boolean;
}

/** Pulls what services name. What can be built need not be in a registry. */
export function planPull(input: PullInput): Plan {
  const draft = emptyDraft({}, []);
  for (const [image, service] of servicesByImage(input.selection.project, input.selection.services)) {
    const policy = input.policy ?? service.pull_policy ?? 'always';
    if (service.image === undefined || policy === 'never' || policy === 'build') continue;
    if (service.build !== undefined && input.ignoreBuildable) continue;
    if (/^(missing|if_not_present)$/.test(policy) && input.images[image] !== undefined) continue;
    const mayFail = input.ignoreFailures || service.build !== undefined;
    addImageNode(
      draft,
      'pull',
      { image, service: service.name },
      { operation: pullOperation(service, image), after: [], ...(mayFail && { mayFail: true }) },
    );
  }
  return finishDraft('pull', input.selection.project.name, draft);
}
