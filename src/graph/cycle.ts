import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { SourceRange } from '../diagnostics/source.js';
import type { DependencyGraph } from './dependency-graph.js';

/** What a circle can be in. */
export interface Edges {
  readonly services: readonly string[];
  dependenciesOf(service: string): readonly { readonly dependency: string }[];
}

/** The first cycle in the order of names, as a path that ends where it began (`a → b → a`); undefined if there is none. */
export function findCycle(graph: Edges): readonly string[] | undefined {
  const finished = new Set<string>();
  for (const start of graph.services) {
    const path: string[] = [];
    const onPath = new Set<string>();
    // A stack of our own: a chain of thousands of services must not exhaust the call stack.
    const stack: { readonly service: string; next: number }[] = [];
    const enter = (service: string): void => {
      stack.push({ service, next: 0 });
      path.push(service);
      onPath.add(service);
    };
    if (!finished.has(start)) enter(start);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const edge = graph.dependenciesOf(top.service)[top.next++];
      if (edge === undefined) {
        stack.pop();
        path.pop();
        onPath.delete(top.service);
        finished.add(top.service);
      } else if (onPath.has(edge.dependency)) {
        return [...path.slice(path.indexOf(edge.dependency)), edge.dependency];
      } else if (!finished.has(edge.dependency)) {
        enter(edge.dependency);
      }
    }
  }
  return undefined;
}

/** `locate` finds where a path of the model was written. */
export function checkCycles(
  graph: DependencyGraph,
  locate: (path: readonly string[]) => SourceRange | undefined,
): readonly Diagnostic[] {
  const cycle = findCycle(graph);
  if (cycle === undefined) return [];
  const [first = '', second = ''] = cycle;
  const at = locate(['services', first, 'depends_on', second]) ?? locate(['services', first]);
  const related = cycle.slice(1, -1).flatMap((service, index) => {
    const next = cycle[index + 2] ?? first;
    const place = locate(['services', service, 'depends_on', next]) ?? locate(['services', service]);
    return place === undefined ? [] : [{ message: `${service} depends on ${next} here`, at: place }];
  });
  return [
    {
      code: 'dependency-cycle',
      severity: 'error',
      message: `services depend on each other in a circle: ${cycle.join(' → ')}`,
      ...(at === undefined ? {} : { at }),
      ...(related.length === 0 ? {} : { related }),
      help: 'remove one of these dependencies',
    },
  ];
}
