import type { Dependency, Service } from '../../model/project.js';
import type { Path } from '../path.js';

/** The attributes that make a service depend on others. */
export type Sharing = Pick<
  Service,
  'depends_on' | 'links' | 'network_mode' | 'ipc' | 'pid' | 'uts' | 'cgroup' | 'volumes_from'
>;

interface ImpliedDependency {
  readonly service: string;
  /** What it follows from, within the service. */
  readonly by: Path;
  readonly dependency: Dependency;
}

/** What a service depends on: what it says, and what follows from sharing something of another service. */
export function allDependencies(service: Sharing): Record<string, Dependency> | undefined {
  const dependencies: Record<string, Dependency> = Object.assign(Object.create(null), service.depends_on);
  for (const implied of impliedDependencies(service)) dependencies[implied.service] ??= implied.dependency;
  const unchanged = Object.keys(dependencies).length === Object.keys(service.depends_on ?? {}).length;
  return unchanged ? service.depends_on : dependencies;
}

/** Sharing a namespace or a link also means a restart, because the shared thing goes away with the other container. */
export function impliedDependencies(service: Sharing): ImpliedDependency[] {
  const shared: Dependency = { condition: 'service_started', restart: true, required: true };
  const mounted: Dependency = { condition: 'service_started', required: true };
  const implied: ImpliedDependency[] = [];
  for (const [index, link] of (service.links ?? []).entries())
    implied.push({ service: beforeColon(link), by: ['links', index], dependency: shared });
  for (const key of ['network_mode', 'ipc', 'pid', 'uts', 'cgroup'] as const) {
    const other = serviceOf(service[key]);
    if (other !== undefined) implied.push({ service: other, by: [key], dependency: shared });
  }
  for (const [index, source] of (service.volumes_from ?? []).entries()) {
    if (source.startsWith('container:')) continue;
    implied.push({ service: beforeColon(source), by: ['volumes_from', index], dependency: mounted });
  }
  return implied;
}

function beforeColon(text: string): string {
  return text.split(':', 1)[0] ?? text;
}

/** The name in `service:<name>`. */
export function serviceOf(mode: string | undefined): string | undefined {
  return mode?.startsWith('service:') ? mode.slice('service:'.length) : undefined;
}
