import type { Dependency } from '../../model/project.js';
import type { WrittenService } from '../read/service.js';

/**
 * What a service depends on: what it says, and what follows from sharing something of another service. Sharing a
 * namespace or a link also means a restart, because the shared thing goes away with the other container.
 */
export function allDependencies(service: WrittenService): Record<string, Dependency> | undefined {
  const dependencies: Record<string, Dependency> = Object.assign(Object.create(null), service.depends_on);
  for (const name of sharedServices(service)) {
    dependencies[name] ??= { condition: 'service_started', restart: true, required: true };
  }
  for (const name of volumeServices(service)) {
    dependencies[name] ??= { condition: 'service_started', required: true };
  }
  const unchanged = Object.keys(dependencies).length === Object.keys(service.depends_on ?? {}).length;
  return unchanged ? service.depends_on : dependencies;
}

function sharedServices(service: WrittenService): string[] {
  const linked = (service.links ?? []).map((link) => link.split(':', 1)[0] ?? link);
  const namespaces = [service.network_mode, service.ipc, service.pid, service.uts, service.cgroup];
  return [...linked, ...namespaces.flatMap((mode) => serviceOf(mode) ?? [])];
}

function volumeServices(service: WrittenService): string[] {
  return (service.volumes_from ?? [])
    .filter((source) => !source.startsWith('container:'))
    .map((source) => source.split(':', 1)[0] ?? source);
}

/** The name in `service:<name>`. */
export function serviceOf(mode: string | undefined): string | undefined {
  return mode?.startsWith('service:') ? mode.slice('service:'.length) : undefined;
}
