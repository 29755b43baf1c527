import type { Plan } from '../plan.js';
import { emptyDraft, finishDraft } from '../plan-draft.js';
import { servicesByImage } from '../service-images.js';
import { addImageNode, type ImagesInput } from './images-input.js';

export interface PushInput extends ImagesInput {
  /** A failure of one is only said. */
  readonly ignoreFailures: boolean;
}

/** Pushes the images that are built here and have a name. */
export function planPush(input: PushInput): Plan {
  const draft = emptyDraft({}, []);
  for (const [image, service] of servicesByImage(input.selection.project, input.selection.services)) {
    if (service.build === undefined || service.image === undefined) continue;
    for (const each of [image, ...(service.build.tags ?? [])]) {
      addImageNode(
        draft,
        'push',
        { image: each, service: service.name },
        {
          operation: { kind: 'push-image', image: each, service: service.name },
          after: [],
          ...(input.ignoreFailures && { mayFail: true }),
        },
      );
    }
  }
  return finishDraft('push', input.selection.project.name, draft);
}
