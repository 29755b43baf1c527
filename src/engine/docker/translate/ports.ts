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

/** All ports that the service says it listens on. */
export function exposedPorts({ ports = [], expose = [] }: Service): Record<string, Record<string, never>> {
  const keys = [...expose.flatMap(expandRange), ...ports.map(portKey)];
  return Object.fromEntries(keys.map((key) => [key, {}]));
}

function portKey({ target, protocol = 'tcp' }: Port): string {
  return `${target}/${protocol.toLowerCase()}`;
}

/** `3000-3002/udp` is three ports; the engine takes single ones only. */
function expandRange(text: string): readonly string[] {
  const [range = '', protocol = 'tcp'] = text.split('/');
  const [first = 0, last = first] = range.split('-').map(Number);
  return Array.from({ length: last - first + 1 }, (_, offset) => `${first + offset}/${protocol}`);
}
