import type { ProjectName } from '../model/names.js';
import type { ObservedContainer } from '../model/observed.js';
import { isRunning } from './container-nodes.js';
import type { Cause, Plan } from './plan.js';
import { emptyDraft, finishDraft } from './plan-draft.js';
import { addStops } from './stop-order.js';

export interface StopInput {
  readonly project: ProjectName;
  readonly containers: readonly ObservedContainer[];
  /** What asked for it, for example `Ctrl-C`. */
  readonly by: string;
  readonly timeoutSeconds?: number;
}

/** Stops containers and keeps them. */
export function planStop({ project, containers, by, timeoutSeconds }: StopInput): Plan {
  const draft = emptyDraft();
  const cause: Cause = { kind: 'requested', by };
  addStops(draft, containers, cause, timeoutSeconds);
  for (const { name } of containers.filter(isRunning)) {
    draft.decisions.push({ resource: 'container', name, action: 'stop', causes: [cause] });
  }
  return finishDraft('stop', project, draft);
}
