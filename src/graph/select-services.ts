import { closestName } from '../diagnostics/closest-name.js';
import type { Diagnostic, Result } from '../diagnostics/diagnostic.js';
import type { Project, Service } from '../model/project.js';
import { buildDependencyGraph, type DependencyGraph } from './dependency-graph.js';

export interface Selection {
  /** Services named on the command line are enabled in it, whatever their profiles. */
  readonly project: Project;
  readonly graph: DependencyGraph;
  /** What the command is about: the services asked for and, if wanted, all they depend on. */
  readonly services: ReadonlySet<string>;
  /** The services asked for, without their dependencies; all when none was named. */
  readonly requested: ReadonlySet<string>;
}

export interface SelectionRequest {
  /** Empty: all enabled services. */
  readonly names: readonly string[];
  readonly withDependencies: boolean;
}

export function selectServices(project: Project, request: SelectionRequest): Result<Selection> {
  const known = [...Object.keys(project.services), ...Object.keys(project.disabledServices)];
  const diagnostics = request.names
    .filter((name) => !known.includes(name))
    .map((name) => unknownService(name, known));
  if (diagnostics.length > 0) return { ok: false, diagnostics };

  const enabled = enableNamed(project, request.names);
  const graph = buildDependencyGraph(enabled.services);
  const requested = new Set(request.names.length > 0 ? request.names : Object.keys(enabled.services));
  const services = request.withDependencies ? withDependencies(graph, requested) : requested;

  const disabled = [...services].flatMap((name) => disabledDependencies(enabled, name));
  if (request.withDependencies && disabled.length > 0) return { ok: false, diagnostics: disabled };
  return { ok: true, value: { project: enabled, graph, services, requested }, diagnostics: [] };
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

function enableNamed(project: Project, names: readonly string[]): Project {
  const newly = names.filter((name) => name in project.disabledServices);
  if (newly.length === 0) return project;
  const services: Record<string, Service> = { ...project.services };
  const disabledServices: Record<string, Service> = { ...project.disabledServices };
  for (const name of newly) {
    const service = disabledServices[name];
    if (service !== undefined) services[name] = service;
    delete disabledServices[name];
  }
  return { ...project, services, disabledServices };
}

function withDependencies(graph: DependencyGraph, start: ReadonlySet<string>): ReadonlySet<string> {
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
