import type { Dependency } from '../../model/project.js';
import type { WrittenService } from '../read/service.js';

/** The attributes that make a service depend on others. */
export type Sharing = Pick<
  WrittenService,
  'links' | 'network_mode' | 'ipc' | 'pid' | 'uts' | 'cgroup' | 'volumes_from'
> & { readonly depends_on?: Readonly<Record<string, unknown>> };

/**
 * What a service depends on without saying so, because it shares something of another. Sharing a namespace or a link
 * also means a restart, because the shared thing goes away with the other container.
 */
export function impliedDependencies(service: Sharing): Record<string, Dependency> {
  const written = service.depends_on ?? {};
  const implied: Record<string, Dependency> = Object.create(null);
  for (const name of sharedServices(service)) {
    implied[name] ??= { condition: 'service_started', restart: true, required: true };
  }
  for (const name of volumeServices(service)) {
    implied[name] ??= { condition: 'service_started', required: true };
  }
  for (const name of Object.keys(implied)) if (Object.hasOwn(written, name)) delete implied[name];
  return implied;
}

/** What it depends on altogether; undefined when that is nothing. */
export function allDependencies<Written extends Readonly<Record<string, unknown>>>(
  written: Written | undefined,
  implied: Readonly<Record<string, Dependency>>,
): Written | Record<string, Dependency> | undefined {
  if (Object.keys(implied).length === 0) return written;
  return Object.assign(Object.create(null), written, implied);
}

function sharedServices(service: Sharing): string[] {
  const linked = (service.links ?? []).map((link) => link.split(':', 1)[0] ?? link);
  const namespaces = [service.network_mode, service.ipc, service.pid, service.uts, service.cgroup];
  return [...linked, ...namespaces.flatMap((mode) => serviceOf(mode) ?? [])];
}

function volumeServices(service: Sharing): string[] {
  return (service.volumes_from ?? [])
    .filter((source) => !source.startsWith('container:'))
    .map((source) => source.split(':', 1)[0] ?? source);
}

/** The name in `service:<name>`. */
export function serviceOf(mode: string | undefined): string | undefined {
  return mode?.startsWith('service:') ? mode.slice('service:'.length) : undefined;
}
