import { closestName } from '../diagnostics/closest-name.js';
import type { Diagnostic, Result } from '../diagnostics/diagnostic.js';
import type { Project } from '../model/project.js';
import { buildDependencyGraph, type DependencyGraph } from './dependency-graph.js';

export interface Selection {
  readonly project: Project;
  readonly graph: DependencyGraph;
  /** What the command is about: the services asked for and, if wanted, all they depend on. */
  readonly services: ReadonlySet<string>;
  /** The services asked for, without their dependencies; all when none was named. */
  readonly requested: ReadonlySet<string>;
}

export interface SelectionRequest {
  /** Enabled services, or none for all of them. */
  readonly names: readonly string[];
  readonly withDependencies: boolean;
}

export function selectServices(project: Project, request: SelectionRequest): Result<Selection> {
  const known = [...Object.keys(project.services), ...Object.keys(project.disabledServices)];
  const diagnostics = request.names
    .filter((name) => !known.includes(name))
    .map((name) => unknownService(name, known));
  if (diagnostics.length > 0) return { ok: false, diagnostics };

  const graph = buildDependencyGraph(project.services);
  const requested = new Set(request.names.length > 0 ? request.names : Object.keys(project.services));
  const services = request.withDependencies ? withDependencies(graph, requested) : requested;

  const disabled = [...services].flatMap((name) => disabledDependencies(project, name));
  if (request.withDependencies && disabled.length > 0) return { ok: false, diagnostics: disabled };
  return { ok: true, value: { project, graph, services, requested }, diagnostics: [] };
}

/** @param known all services there are, for suggestions */
export function unknownService(name: string, known: readonly string[]): Diagnostic {
  const suggestion = closestName(name, known);
  const help =
    suggestion === undefined
      ? known.length === 0
        ? undefined
        : `the project has: ${known.join(', ')}`
      : `did you mean \`${suggestion}\`?`;
  return {
    code: 'unknown-service',
    severity: 'error',
    message: `no such service: ${name}`,
    ...(help === undefined ? {} : { help }),
  };
}

/** These, and all that they depend on, directly or not. */
export function withDependencies(graph: DependencyGraph, start: ReadonlySet<string>): ReadonlySet<string> {
  const reached = new Set(start);
  // A Set hands out what is added while it is walked through.
  for (const service of reached) {
    for (const edge of graph.dependenciesOf(service)) reached.add(edge.dependency);
  }
  return reached;
}

function disabledDependencies(project: Project, name: string): readonly Diagnostic[] {
  const dependencies = Object.entries(project.services[name]?.depends_on ?? {});
  return dependencies
    .filter(([dependency, { required }]) => required && dependency in project.disabledServices)
    .map(([dependency]) => ({
      code: 'disabled-service',
      severity: 'error',
      message: `${name} depends on ${dependency}, which no active profile enables`,
      help: `enable it with \`--profile ${project.disabledServices[dependency]?.profiles?.[0] ?? 'NAME'}\`, or name ${dependency} too`,
    }));
}
