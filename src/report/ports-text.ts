import type { PublishedPort } from '../events/answer.js';
import { isOneoff, label } from '../model/labels.js';
import { renderTable } from './table.js';

/** Where something listens, as it can be put into a browser or a client on the host of the engine. */
export const portAddress = ({ hostIp, published }: Pick<PublishedPort, 'hostIp' | 'published'>): string =>
  `${hostIp?.includes(':') ? `[${hostIp}]` : (hostIp ?? '0.0.0.0')}:${published}`;

export const renderPortsTable = (ports: readonly PublishedPort[]): string =>
  renderTable(
    ['SERVICE', 'CONTAINER', 'PORT', 'PUBLISHED AT'],
    ports.map((port) => [
      port.container.labels[label.service] ?? '',
      port.container.name,
      `${port.target}/${port.protocol}`,
      portAddress(port),
    ]),
  );

/** One object per line. */
export const renderPortsJson = (ports: readonly PublishedPort[]): string =>
  ports
    .map(({ container, target, protocol, published, hostIp }) => ({
      service: container.labels[label.service] ?? '',
      container: container.name,
      ...(isOneoff(container.labels) ? {} : { replica: Number(container.labels[label.containerNumber]) }),
      target,
      protocol,
      host: hostIp ?? '0.0.0.0',
      published,
    }))
    .map((port) => `${JSON.stringify(port)}\n`)
    .join('');

/**
 * One variable per port, for shells and .env files: `WEB_80_TCP=127.0.0.1:49153`, and `WEB_2_80_TCP` for the second
 * replica. What listens everywhere is given with an address that can be connected to.
 */
export function renderPortsEnv(ports: readonly PublishedPort[]): string {
  const variables = new Map<string, string>();
  for (const port of ports) {
    const { labels } = port.container;
    if (isOneoff(labels)) continue;
    const number = labels[label.containerNumber] ?? '1';
    const replica = number === '1' ? [] : [number];
    const words = [labels[label.service] ?? '', ...replica, port.target, port.protocol];
    const name = words
      .join('_')
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, '_');
    const address = portAddress(port)
      .replace(/^0\.0\.0\.0:/, '127.0.0.1:')
      .replace(/^\[::\]:/, '[::1]:');
    if (!variables.has(name)) variables.set(/^\d/.test(name) ? `_${name}` : name, address);
  }
  return [...variables].map(([name, address]) => `${name}=${address}\n`).join('');
}
