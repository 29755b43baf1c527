import type { Port, Service } from '../../../model/project.js';

type PortBindings = Record<string, { HostIp: string; HostPort: string }[]>;

/** `PortBindings` by `port/protocol`; a range is passed on, and the engine picks a free port of it. */
export function portBindings(ports: readonly Port[]): PortBindings {
  const bindings: PortBindings = {};
  for (const port of ports) {
    const key = portKey(port);
    const place = { HostIp: port.host_ip ?? '', HostPort: port.published ?? '' };
    bindings[key] = [...(bindings[key] ?? []), place];
  }
  return bindings;
}

/** All ports that the service says it listens on; the engine reads those of `expose` as they are written. */
export function exposedPorts({ ports = [], expose = [] }: Service): Record<string, Record<string, never>> {
  const keys = [...expose, ...ports.map(portKey)];
  return Object.fromEntries(keys.map((key) => [key, {}]));
}

function portKey({ target, protocol = 'tcp' }: Port): string {
  return `${target}/${protocol.toLowerCase()}`;
}
