import { label } from '../model/labels.js';
import type { ObservedContainer } from '../model/observed.js';
import type { Hook, Service } from '../model/project.js';
import { type NodeExtras, nodeSubject, required, targetOf } from './container-target.js';
import type { Cause, ContainerTarget, Edge } from './plan.js';
import { addNode, type PlanDraft } from './plan-draft.js';

/** Runs the hooks of a container that was started, one after the other. Gives the node after which they are over. */
export function addPostStart(
  draft: PlanDraft,
  service: Service,
  container: ContainerTarget,
  started: string,
  cause: Cause,
  extras: NodeExtras = {},
): string {
  return commandsOf(service.post_start).reduce(
    (before, { hook, index }) =>
      addNode(draft, {
        id: `post_start ${index} of ${container.name}`,
        operation: { kind: 'run-hook', phase: 'post_start', index, hook, container },
        after: [required(before)],
        cause,
        ...extras,
      }),
    started,
  );
}

/**
 * Runs the hooks of a container that is about to be stopped. Gives the edges for the stop: it waits for them to be
 * over, but not for their success, because otherwise such a container could never be stopped.
 */
export function addPreStop(
  draft: PlanDraft,
  container: ObservedContainer,
  after: readonly Edge[],
  cause: Cause,
  { onlyIf }: NodeExtras = {},
): readonly Edge[] {
  const service = draft.services[container.labels[label.service] ?? ''];
  if (container.state !== 'running') return after;
  let edges = after;
  for (const { hook, index } of commandsOf(service?.pre_stop)) {
    const node = addNode(draft, {
      id: `pre_stop ${index} of ${nodeSubject(container)}`,
      operation: { kind: 'run-hook', phase: 'pre_stop', index, hook, container: targetOf(container) },
      after: edges,
      cause,
      // Not part of a transaction: its failure is no reason to keep what is replaced.
      ...(onlyIf === undefined ? {} : { onlyIf }),
    });
    edges = [...after, { node, required: false }];
  }
  return edges;
}

/** Hooks that run something, with their places in the list. */
const commandsOf = (hooks: readonly Hook[] = []) =>
  hooks.flatMap((hook, index) =>
    hook.command === null || hook.command.length === 0 ? [] : [{ hook, index }],
  );
