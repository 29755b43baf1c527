import type { ObservedContainer } from '../../model/observed.js';
import { targetOf } from '../container-target.js';
import { addPostStart } from '../hook-nodes.js';
import { serviceOf } from '../labelled-dependencies.js';
import type { Plan } from '../plan.js';
import { addNode, finishDraft } from '../plan-draft.js';
import { type ContainersInput, causeOf, decide, draftOf } from './containers-input.js';
import { dependencyEdges, inDependencyOrder, waitFor } from './dependency-edges.js';

export interface StartInput extends ContainersInput {
  /** Ends only when all of them are ready. */
  readonly wait: boolean;
}

/** Starts containers that are there, each when what it depends on is as it needs it. One that is paused goes on. */
export function planStart(input: StartInput): Plan {
  const draft = draftOf(input);
  const cause = causeOf(input);
  const begun = new Map<string, string>();
  const edgesOf = dependencyEdges(draft, input.containers, begun);
  for (const container of inDependencyOrder(input.containers)) {
    if (isUp(container)) continue;
    const service = input.services[serviceOf(container)];
    const target = targetOf(container);
    const started = addNode(draft, {
      id: `start ${container.name}`,
      operation: { kind: 'start-container', container: target },
      after: edgesOf(container),
      cause,
    });
    const ready = service === undefined ? started : addPostStart(draft, service, target, started, cause);
    begun.set(container.id, ready);
    decide(draft, container, 'start', cause);
  }
  if (input.wait) {
    const byWait = { kind: 'requested', by: '--wait' } as const;
    for (const container of input.containers)
      waitFor(draft, container, 'settled', begun.get(container.id), byWait);
  }
  return finishDraft('start', input.project, draft);
}

const isUp = ({ state }: ObservedContainer): boolean => state === 'running' || state === 'restarting';
