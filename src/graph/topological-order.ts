import type { DependencyGraph } from './dependency-graph.js';

/** Dependencies before dependents, otherwise in the order of names. The graph must have no cycle. */
export function topologicalOrder(graph: DependencyGraph): readonly string[] {
  const waiting = new Map(graph.services.map((service) => [service, graph.dependenciesOf(service).length]));
  const ready = graph.services.filter((service) => waiting.get(service) === 0);
  const order: string[] = [];
  for (let service = ready.shift(); service !== undefined; service = ready.shift()) {
    order.push(service);
    for (const { dependent } of graph.dependentsOf(service)) {
      const left = (waiting.get(dependent) ?? 0) - 1;
      waiting.set(dependent, left);
      if (left === 0) ready.push(dependent);
    }
  }
  return order;
}
