import { label } from '../model/labels.js';
import type { ObservedContainer } from '../model/observed.js';
import { isRunning, targetOf } from './container-target.js';
import { addPreStop } from './hook-nodes.js';
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
          dependenciesOf(other).includes(target.service) &&
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

const serviceOf = ({ labels }: ObservedContainer): string => labels[label.service] ?? '';

/** From a label that anybody may have written, so anything may be in it. */
const dependenciesOf = ({ labels }: ObservedContainer): readonly string[] =>
  (labels[label.dependsOn] ?? '').split(',').flatMap((entry) => entry.split(':')[0] || []);

/**
 * Gives every service a higher rank than what it depends on. Labels written at different times can form a circle
 * that no file ever had; there the edge that closes it is left out, so that the plan has no cycle.
 */
function dependencyRanks(containers: readonly ObservedContainer[]): ReadonlyMap<string, number> {
  const dependencies = new Map<string, readonly string[]>();
  for (const container of containers) {
    const service = serviceOf(container);
    dependencies.set(service, [...(dependencies.get(service) ?? []), ...dependenciesOf(container)]);
  }
  const ranks = new Map<string, number>();
  const entered = new Set<string>();
  const visit = (service: string): void => {
    if (entered.has(service)) return;
    entered.add(service);
    for (const dependency of dependencies.get(service) ?? []) visit(dependency);
    ranks.set(service, ranks.size);
  };
  for (const service of [...dependencies.keys()].sort()) visit(service);
  return ranks;
}
