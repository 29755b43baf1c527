import type { Service } from '../model/project.js';

/**
 * Services whose container another one is tied to by id: it joins their namespaces or mounts their volumes. When such a container is replaced, those tied to it have to be replaced too.
 */
export function namespaceOwners(service: Service): readonly string[] {
  const owners = new Set<string>();
  for (const mode of [service.network_mode, service.ipc, service.pid]) {
    const owner = serviceOfMode(mode);
    if (owner !== undefined) owners.add(owner);
  }
  for (const entry of service.volumes_from ?? []) {
    const owner = parseVolumesFrom(entry);
    if (owner.kind === 'service') owners.add(owner.name);
  }
  return [...owners];
}

/** Containers whose namespaces or volumes a service uses, by their names or ids on the engine. */
export function namedContainers(service: Service): readonly string[] {
  const modes = [service.network_mode, service.ipc, service.pid].flatMap((mode) =>
    mode?.startsWith('container:') ? [mode.slice('container:'.length)] : [],
  );
  const volumes = (service.volumes_from ?? []).map(parseVolumesFrom);
  return [...modes, ...volumes.flatMap(({ kind, name }) => (kind === 'container' ? [name] : []))];
}

/** `service:NAME` → NAME. */
export function serviceOfMode(mode: string | undefined): string | undefined {
  return mode?.startsWith('service:') ? mode.slice('service:'.length) : undefined;
}

/** `NAME[:ro|rw]` or `container:NAME[:ro|rw]`. */
export function parseVolumesFrom(entry: string): {
  readonly kind: 'service' | 'container';
  readonly name: string;
  readonly readOnly: boolean;
} {
  const parts = entry.split(':');
  const external = parts[0] === 'container';
  const [name = '', access] = external ? parts.slice(1) : parts;
  return { kind: external ? 'container' : 'service', name, readOnly: access === 'ro' };
}

/** `TARGET[:ALIAS]`. */
export function parseLink(link: string): { readonly target: string; readonly alias: string } {
  const [target = '', alias = target] = link.split(':');
  return { target, alias };
}
