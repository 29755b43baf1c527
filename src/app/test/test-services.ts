import { buildDependencyGraph, type DependencyGraph } from '../../graph/dependency-graph.js';
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
  const own = program.service;
  const dependents = reached(own, (service) => graph.dependentsOf(service).map(({ dependent }) => dependent));
  const wanted = onlyDependencies ? dependenciesOf(graph, own) : graph.services;
  return [...wanted].filter((service) => !dependents.has(service));
}

function dependenciesOf(graph: DependencyGraph, service: string): readonly string[] {
  return [
    ...reached(service, (each) => graph.dependenciesOf(each).map(({ dependency }) => dependency)),
  ].filter((each) => each !== service);
}

function reached(start: string, next: (service: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set([start]);
  // A Set hands out what is added while it is walked through.
  for (const service of found) for (const each of next(service)) found.add(each);
  return found;
}
