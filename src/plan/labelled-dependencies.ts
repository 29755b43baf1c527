import { label } from '../model/labels.js';
import type { ObservedContainer } from '../model/observed.js';
import type { DependencyCondition } from '../model/project.js';

/** What a container was made to wait for, as its label tells. */
export interface LabelledDependency {
  readonly service: string;
  readonly condition: DependencyCondition;
  /** It is restarted when that one is. */
  readonly restart: boolean;
}

/** `db:service_healthy:true,cache`: from a label that anybody may have written, so anything may be in it. */
export const labelledDependencies = ({ labels }: ObservedContainer): readonly LabelledDependency[] =>
  (labels[label.dependsOn] ?? '').split(',').flatMap((entry) => {
    const [service = '', condition, restart] = entry.split(':');
    return service === ''
      ? []
      : [{ service, condition: conditionOf(condition), restart: restart === 'true' }];
  });

const conditionOf = (text: string | undefined): DependencyCondition =>
  text === 'service_healthy' || text === 'service_completed_successfully' ? text : 'service_started';

export const serviceOf = ({ labels }: ObservedContainer): string => labels[label.service] ?? '';

/**
 * Gives every service a higher rank than what it depends on. Labels written at different times can form a circle
 * that no file ever had; there the edge that closes it is left out, so that a plan has no cycle.
 */
export function dependencyRanks(containers: readonly ObservedContainer[]): ReadonlyMap<string, number> {
  const dependencies = new Map<string, readonly string[]>();
  for (const container of containers) {
    const service = serviceOf(container);
    const own = labelledDependencies(container).map((dependency) => dependency.service);
    dependencies.set(service, [...(dependencies.get(service) ?? []), ...own]);
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
