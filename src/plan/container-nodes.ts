import { label } from '../model/labels.js';
import type { ObservedContainer } from '../model/observed.js';
import { isRunning, type NodeExtras, nodeSubject, required, targetOf } from './container-target.js';
import { addPreStop } from './hook-nodes.js';
import type { Cause, Edge } from './plan.js';
import { addNode, type PlanDraft } from './plan-draft.js';

/** Stops, if it runs, and removes a container that has no place any more. Gives the node after which it is gone. */
export function addRemoval(
  draft: PlanDraft,
  timeoutSeconds: number | undefined,
  container: ObservedContainer,
  cause: Cause,
  after: readonly Edge[] = [],
  extras: NodeExtras = {},
): string {
  draft.decisions.push({
    resource: 'container',
    name: container.name,
    ...(container.labels[label.service] === undefined ? {} : { service: container.labels[label.service] }),
    action: 'remove',
    causes: [cause],
  });
  const stopped = addStop(draft, timeoutSeconds, container, cause, after, extras);
  return addRemove(draft, container, cause, stopped === undefined ? after : [required(stopped)], extras);
}

/** Undefined when there is nothing to stop. */
export function addStop(
  draft: PlanDraft,
  timeoutSeconds: number | undefined,
  container: ObservedContainer,
  cause: Cause,
  after: readonly Edge[],
  extras: NodeExtras = {},
): string | undefined {
  if (!isRunning(container)) return undefined;
  const operation = {
    kind: 'stop-container',
    container: targetOf(container),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
  } as const;
  return addNode(draft, {
    id: `stop ${nodeSubject(container)}`,
    operation,
    after: addPreStop(draft, container, after, cause, extras),
    cause,
    ...extras,
  });
}

export function addRemove(
  draft: PlanDraft,
  container: ObservedContainer,
  cause: Cause,
  after: readonly Edge[],
  extras: NodeExtras = {},
  volumes: readonly string[] = [],
): string {
  const operation = {
    kind: 'remove-container',
    container: targetOf(container),
    anonymousVolumes: volumes,
    ...markerOf(draft, container),
  } as const;
  return addNode(draft, { id: `remove ${nodeSubject(container)}`, operation, after, cause, ...extras });
}

export function addRename(
  draft: PlanDraft,
  container: ObservedContainer,
  to: string,
  after: readonly Edge[],
  extras: NodeExtras,
  cause: Cause = { kind: 'superseded' },
): string {
  const operation = { kind: 'rename-container', container: targetOf(container), to } as const;
  return addNode(draft, {
    id: `rename ${nodeSubject(container)}`,
    operation,
    after,
    cause,
    ...extras,
  });
}

/** The mark of a container goes with it. */
export function markerOf({ markers }: PlanDraft, { id }: ObservedContainer): { readonly marker?: string } {
  const marker = markers.get(id);
  return marker === undefined ? {} : { marker };
}
