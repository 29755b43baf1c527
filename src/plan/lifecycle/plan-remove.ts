import { addRemove } from '../container-nodes.js';
import { isRunning, required } from '../container-target.js';
import { anonymousVolumes } from '../container-template.js';
import type { Plan } from '../plan.js';
import { finishDraft } from '../plan-draft.js';
import { addStops } from '../stop-order.js';
import { type ContainersInput, causeOf, decide, draftOf } from './containers-input.js';

export interface RemoveInput extends ContainersInput {
  /** Those that run, too; they are stopped before. */
  readonly stop: boolean;
  readonly anonymousVolumes: boolean;
}

/** Removes containers that do not run. */
export function planRemove(input: RemoveInput): Plan {
  const draft = draftOf(input);
  const cause = causeOf(input);
  const stops = input.stop ? addStops(draft, input.containers, cause, undefined) : new Map<string, string>();
  for (const container of input.containers.filter((one) => input.stop || !isRunning(one))) {
    const stopped = stops.get(container.id);
    const after = stopped === undefined ? [] : [required(stopped)];
    addRemove(draft, container, cause, after, {}, input.anonymousVolumes ? anonymousVolumes(container) : []);
    decide(draft, container, 'remove', cause);
  }
  return finishDraft('rm', input.project, draft);
}
