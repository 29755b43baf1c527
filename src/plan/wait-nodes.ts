import type { ObservedContainer } from '../model/observed.js';
import { type ReadyCheck, readinessOf } from '../model/readiness.js';
import { required } from './container-target.js';
import type { Cause, ContainerTarget, PlanNode, WaitCondition } from './plan.js';
import { addNode, type PlanDraft } from './plan-draft.js';
import type { PlannedSlot } from './planned.js';

interface WaitExtras extends Pick<PlanNode, 'mustSucceed'> {
  /** Its restart policy brings it back: that it runs says little if it began only now. */
  readonly mayCrash?: boolean;
}

/** A wait, unless a look at the engine showed already what is waited for. One node, however many ask for it. */
export function addWait(
  draft: PlanDraft,
  slot: PlannedSlot,
  until: WaitCondition,
  cause: Cause,
  { mustSucceed, mayCrash = false }: WaitExtras = {},
): string | undefined {
  const ready = readyOf(draft, slot.target, until);
  if (
    ready === undefined &&
    slot.started === undefined &&
    slot.decision.kind === 'keep' &&
    isReached(slot.decision.container, until, mayCrash)
  )
    return undefined;
  const id = `wait ${slot.target.name} until ${until}`;
  const asked = mustSucceed === undefined ? {} : { mustSucceed };
  const index = draft.nodes.findIndex((node) => node.id === id);
  const existing = draft.nodes[index];
  if (existing !== undefined) {
    draft.nodes[index] = { ...existing, ...asked };
    return id;
  }
  return addNode(draft, {
    id,
    operation: { kind: 'wait-container', container: slot.target, until, ...ready },
    after: slot.started === undefined ? [] : [required(slot.started)],
    cause,
    ...asked,
  });
}

/** What the files ask for before a container counts as ready; of one that is to end, that is its end. */
export function readyOf(
  { services }: Pick<PlanDraft, 'services'>,
  { service }: ContainerTarget,
  until: WaitCondition,
): { readonly ready: ReadyCheck } | undefined {
  const definition = until === 'completed' ? undefined : services[service];
  const ready = definition && readinessOf(definition);
  return ready && { ready };
}

/** Whether a look at the engine shows it already. */
export function isReached(container: ObservedContainer, until: WaitCondition, mayCrash: boolean): boolean {
  const completed = container.state === 'exited' && container.exitCode === 0;
  switch (until) {
    case 'healthy':
      return container.health === 'healthy';
    case 'completed':
      return completed;
    case 'settled':
      if (completed || container.state !== 'running') return completed;
      return container.health === undefined
        ? !(mayCrash && isYoung(container))
        : container.health === 'healthy';
    default:
      return until satisfies never;
  }
}

/** The only thing that a listing tells of how long a container has been running. */
const isYoung = ({ statusText }: ObservedContainer): boolean => /^Up (Less than a|1) second/.test(statusText);
