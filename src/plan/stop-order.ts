import type { ObservedContainer } from '../model/observed.js';
import { isRunning, targetOf } from './container-target.js';
import { addPreStop } from './hook-nodes.js';
import { dependencyRanks, labelledDependencies, serviceOf } from './labelled-dependencies.js';
import type { Cause, Edge } from './plan.js';
import { addNode, type PlanDraft } from './plan-draft.js';

/**
 * Adds a node that stops each running container, dependents before what they depend on, as the labels of the
 * containers tell. Gives the ids of the nodes by container id.
 */
export function addStops(
  draft: PlanDraft,
  containers: readonly ObservedContainer[],
  cause: Cause,
  timeoutSeconds: number | undefined,
): ReadonlyMap<string, string> {
  const running = containers.filter(isRunning);
  const rank = dependencyRanks(containers);
  const timeout = timeoutSeconds === undefined ? {} : { timeoutSeconds };
  return new Map(
    running.map((container) => {
      const target = targetOf(container);
      const dependents = running.filter(
        (other) =>
          labelledDependencies(other).some(({ service }) => service === target.service) &&
          (rank.get(target.service) ?? 0) < (rank.get(serviceOf(other)) ?? 0),
      );
      // Over, not succeeded: one container that will not stop does not keep the others up.
      const after = dependents.map(({ name }): Edge => ({ node: `stop ${name}`, required: false }));
      const node = addNode(draft, {
        id: `stop ${container.name}`,
        operation: { kind: 'stop-container', container: target, ...timeout },
        after: addPreStop(draft, container, after, cause),
        cause,
      });
      return [container.id, node];
    }),
  );
}
