import type { ObservedContainer } from '../model/observed.js';
import { required } from './container-target.js';
import type { Cause, WaitCondition } from './plan.js';
import { addNode, type PlanDraft } from './plan-draft.js';
import type { PlannedSlot } from './planned.js';

/** A wait, unless a look at the engine showed already what is waited for. One node, however many ask for it. */
export function addWait(
  draft: PlanDraft,
  slot: PlannedSlot,
  until: WaitCondition,
  cause: Cause,
): string | undefined {
  if (
    slot.started === undefined &&
    slot.decision.kind === 'keep' &&
    isReached(slot.decision.container, until)
  )
    return undefined;
  const id = `wait ${slot.target.name} until ${until}`;
  if (draft.nodes.some((node) => node.id === id)) return id;
  return addNode(draft, {
    id,
    operation: { kind: 'wait-container', container: slot.target, until },
    after: slot.started === undefined ? [] : [required(slot.started)],
    cause,
  });
}

function isReached(container: ObservedContainer, until: WaitCondition): boolean {
  const completed = container.state === 'exited' && container.exitCode === 0;
  switch (until) {
    case 'healthy':
      return container.health === 'healthy';
    case 'completed':
      return completed;
    case 'settled':
      return completed || (container.state === 'running' && (container.health ?? 'healthy') === 'healthy');
    default:
      return until satisfies never;
  }
}
