import type { Dependency, Service } from '../model/project.js';
import { namespaceOwners, parseLink } from './namespace-owners.js';

/** `dependent` waits for `dependency`. */
export interface DependencyEdge extends Dependency {
  readonly dependent: string;
  readonly dependency: string;
}

/** Services in a stable order, with their edges in both directions. Edges to services that are not there are left out. */
export interface DependencyGraph {
  readonly services: readonly string[];
  dependenciesOf(service: string): readonly DependencyEdge[];
  dependentsOf(service: string): readonly DependencyEdge[];
}

export function buildDependencyGraph(services: Readonly<Record<string, Service>>): DependencyGraph {
  const names = Object.keys(services).sort();
  const known = new Set(names);
  const forward = new Map<string, DependencyEdge[]>(names.map((name) => [name, []]));
  const backward = new Map<string, DependencyEdge[]>(names.map((name) => [name, []]));
  for (const [dependent, service] of Object.entries(services)) {
    for (const [dependency, details] of Object.entries(dependenciesOfService(service))) {
      if (!known.has(dependency)) continue;
      const edge: DependencyEdge = { ...details, dependent, dependency };
      forward.get(dependent)?.push(edge);
      backward.get(dependency)?.push(edge);
    }
  }
  return {
    services: names,
    dependenciesOf: (service) => forward.get(service) ?? [],
    dependentsOf: (service) => backward.get(service) ?? [],
  };
}

/** What a service waits for: what it says in `depends_on`, the owners of what it shares, and what it links to. */
function dependenciesOfService(service: Service): Readonly<Record<string, Dependency>> {
  const implied: Record<string, Dependency> = {};
  const linked = (service.links ?? []).map((link) => parseLink(link).target);
  for (const name of [...namespaceOwners(service), ...linked]) {
    implied[name] = { condition: 'service_started', required: true };
  }
  return { ...implied, ...service.depends_on };
}
