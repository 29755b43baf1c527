import { engineHostname, isEverywhere } from '../engine/engine-place.js';
import { isOneoff, label } from '../model/labels.js';
import type { ObservedContainer } from '../model/observed.js';

/** Where a port of a container can be reached from here. Plain data, so that it can be handed to another process. */
export interface PublishedAddress {
  readonly service: string;
  /** From 1. */
  readonly replica: number;
  /** Port in the container. */
  readonly target: number;
  readonly protocol: 'tcp' | 'udp' | (string & {});
  /** Name or address to connect to. */
  readonly host: string;
  readonly port: number;
}

export interface PortChoice {
  readonly protocol?: PublishedAddress['protocol'];
  readonly replica?: number;
}

/** @param engineHost where the engine is, as it was found, for example `unix:///var/run/docker.sock` */
export function addressesOf(
  containers: readonly ObservedContainer[],
  engineHost: string,
): readonly PublishedAddress[] {
  const place = engineHostname(engineHost) ?? '127.0.0.1';
  const found = new Map<string, PublishedAddress>();
  for (const { labels, ports } of containers) {
    if (isOneoff(labels)) continue;
    const service = labels[label.service] ?? '';
    const replica = Number(labels[label.containerNumber] ?? '1');
    for (const { target, protocol, published, hostIp = '' } of ports) {
      if (published === undefined) continue;
      const host = isEverywhere(hostIp) ? place : hostIp;
      const key = [service, replica, target, protocol].join('/');
      // The first of them is for IPv4.
      if (!found.has(key)) found.set(key, { service, replica, target, protocol, host, port: published });
    }
  }
  return [...found.values()];
}

/** Throws a `RangeError` that says what there is when the port is not published. */
export function findAddress(
  addresses: readonly PublishedAddress[],
  service: string,
  target: number,
  { protocol = 'tcp', replica = 1 }: PortChoice = {},
): PublishedAddress {
  const own = addresses.filter((each) => each.service === service);
  const found = own.find(
    (each) => each.target === target && each.protocol === protocol && each.replica === replica,
  );
  if (found !== undefined) return found;
  const others = own.map((each) => `${each.target}/${each.protocol}`);
  const hint =
    others.length === 0
      ? `it publishes none; add \`ports: ["${target}"]\` to it`
      : `it publishes: ${[...new Set(others)].join(', ')}`;
  throw new RangeError(`service "${service}" does not publish port ${target}/${protocol}: ${hint}`);
}

/** `host:port`, as URLs have it. */
export const addressText = ({ host, port }: PublishedAddress): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`;
