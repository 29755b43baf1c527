import type { ObservedContainer } from '../../model/observed.js';
import { required, targetOf } from '../container-target.js';
import { dependencyRanks, labelledDependencies, serviceOf } from '../labelled-dependencies.js';
import type { Cause, Edge, WaitCondition } from '../plan.js';
import { addNode, type PlanDraft } from '../plan-draft.js';
import { isReached, readyOf } from '../wait-nodes.js';

const cause: Cause = { kind: 'requested', by: 'depends_on' };

/**
 * Lets containers begin only when what their labels name is as they need it.
 *
 * @param begun the nodes after which those that begin now have begun, by container id; filled by the caller
 */
export function dependencyEdges(
  draft: PlanDraft,
  containers: readonly ObservedContainer[],
  begun: ReadonlyMap<string, string>,
): (container: ObservedContainer) => readonly Edge[] {
  const rank = dependencyRanks(containers);
  const rankOf = (service: string): number => rank.get(service) ?? 0;
  return (container) =>
    labelledDependencies(container)
      .filter(({ service }) => rankOf(service) < rankOf(serviceOf(container)))
      .flatMap(({ service, condition }) =>
        containers
          .filter((dependency) => serviceOf(dependency) === service)
          .flatMap((dependency) => {
            const node =
              condition === 'service_started'
                ? begun.get(dependency.id)
                : waitFor(
                    draft,
                    dependency,
                    condition === 'service_healthy' ? 'healthy' : 'completed',
                    begun.get(dependency.id),
                  );
            return node === undefined ? [] : [required(node)];
          }),
      );
}

/** Undefined where it is reached already. */
export function waitFor(
  draft: PlanDraft,
  container: ObservedContainer,
  until: WaitCondition,
  begun: string | undefined,
  by: Cause = cause,
): string | undefined {
  const target = targetOf(container);
  const ready = readyOf(draft, target, until);
  if (ready === undefined && begun === undefined && isReached(container, until, false)) return undefined;
  const id = `wait ${container.name} until ${until}`;
  if (draft.nodes.some((node) => node.id === id)) return id;
  return addNode(draft, {
    id,
    operation: { kind: 'wait-container', container: target, until, ...ready },
    after: begun === undefined ? [] : [required(begun)],
    cause: by,
  });
}

/** What others depend on first. */
export function inDependencyOrder(containers: readonly ObservedContainer[]): readonly ObservedContainer[] {
  const rank = dependencyRanks(containers);
  return [...containers].sort(
    (left, right) =>
      (rank.get(serviceOf(left)) ?? 0) - (rank.get(serviceOf(right)) ?? 0) ||
      (left.name < right.name ? -1 : 1),
  );
}
