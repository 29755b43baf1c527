import type { ObservedContainer } from '../../model/observed.js';
import { addRemoval } from '../container-nodes.js';
import { isRunning, targetOf } from '../container-target.js';
import type { Plan } from '../plan.js';
import { addNode, finishDraft } from '../plan-draft.js';
import { type ContainersInput, causeOf, decide, draftOf } from './containers-input.js';

export interface KillInput extends ContainersInput {
  /** Absent: SIGKILL. */
  readonly killSignal?: string;
  /** Of services that no file has any more; they are removed. */
  readonly orphans: readonly ObservedContainer[];
}

/** Sends a signal to the containers that run. All at once: nothing is to happen in good order. */
export function planKill(input: KillInput): Plan {
  const { killSignal, orphans } = input;
  const draft = draftOf(input);
  const cause = causeOf(input);
  for (const container of input.containers.filter((one) => isRunning(one) && !orphans.includes(one))) {
    addNode(draft, {
      id: `kill ${container.name}`,
      operation: {
        kind: 'kill-container',
        container: targetOf(container),
        ...(killSignal === undefined ? {} : { killSignal }),
      },
      after: [],
      cause,
    });
    decide(draft, container, 'kill', cause);
  }
  for (const orphan of orphans) addRemoval(draft, 0, orphan, { kind: 'orphan' });
  return finishDraft('kill', input.project, draft);
}

/** Those that run are paused, or those that are paused go on; the others stay as they are. */
export function planPause(input: ContainersInput, command: 'pause' | 'unpause'): Plan {
  const draft = draftOf(input);
  const cause = causeOf(input);
  const from = command === 'pause' ? 'running' : 'paused';
  for (const container of input.containers.filter(({ state }) => state === from)) {
    addNode(draft, {
      id: `${command} ${container.name}`,
      operation: { kind: `${command}-container`, container: targetOf(container) },
      after: [],
      cause,
    });
    decide(draft, container, command, cause);
  }
  return finishDraft(command, input.project, draft);
}
