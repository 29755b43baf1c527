import { buildDependencyGraph } from '../../graph/dependency-graph.js';
import { withDependencies } from '../../graph/select-services.js';
import type { Project } from '../../model/project.js';
import type { TestRequest } from './test-request.js';

/**
 * What has to be ready before the program runs. Of a program in a container not its own service, nor what depends on that:
 * it would wait for the program.
 */
export function servicesToBringUp(
  { services }: Project,
  {
    program,
    services: named,
    onlyDependencies,
  }: Pick<TestRequest, 'program' | 'services' | 'onlyDependencies'>,
): readonly string[] {
  const graph = buildDependencyGraph(services);
  if (program.kind === 'on this host') return named.length === 0 ? graph.services : named;
  // A Set hands out what is added while it is walked through.
  const waiting = new Set([program.service]);
  for (const service of waiting)
    for (const { dependent } of graph.dependentsOf(service)) waiting.add(dependent);
  const wanted = onlyDependencies ? withDependencies(graph, new Set([program.service])) : graph.services;
  return [...wanted].filter((service) => !waiting.has(service));
}
