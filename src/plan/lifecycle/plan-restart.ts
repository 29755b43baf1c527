import { targetOf } from '../container-target.js';
import { addPostStart, addPreStop } from '../hook-nodes.js';
import { serviceOf } from '../labelled-dependencies.js';
import type { Plan } from '../plan.js';
import { addNode, finishDraft } from '../plan-draft.js';
import { type ContainersInput, causeOf, decide, draftOf } from './containers-input.js';
import { dependencyEdges, inDependencyOrder } from './dependency-edges.js';

/** Stops containers and starts them again, what others depend on first; those that do not run are started. */
export function planRestart(input: ContainersInput & { readonly timeoutSeconds?: number }): Plan {
  const { timeoutSeconds } = input;
  const draft = draftOf(input);
  const cause = causeOf(input);
  const begun = new Map<string, string>();
  const edgesOf = dependencyEdges(draft, input.containers, begun);
  for (const container of inDependencyOrder(input.containers)) {
    const service = input.services[serviceOf(container)];
    const target = targetOf(container);
    const restarted = addNode(draft, {
      id: `restart ${container.name}`,
      operation: {
        kind: 'restart-container',
        container: target,
        ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
      },
      after: addPreStop(draft, container, edgesOf(container), cause),
      cause,
    });
    begun.set(
      container.id,
      service === undefined ? restarted : addPostStart(draft, service, target, restarted, cause),
    );
    decide(draft, container, 'restart', cause);
  }
  return finishDraft('restart', input.project, draft);
}
