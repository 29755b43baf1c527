import { isRunning } from '../container-target.js';
import type { Plan } from '../plan.js';
import { finishDraft } from '../plan-draft.js';
import { addStops } from '../stop-order.js';
import { type ContainersInput, causeOf, decide, draftOf } from './containers-input.js';

/** Stops containers and keeps them: dependents before what they depend on. */
export function planStop(input: ContainersInput & { readonly timeoutSeconds?: number }): Plan {
  const draft = draftOf(input);
  const cause = causeOf(input);
  addStops(draft, input.containers, cause, input.timeoutSeconds);
  for (const container of input.containers.filter(isRunning)) decide(draft, container, 'stop', cause);
  return finishDraft('stop', input.project, draft);
}
