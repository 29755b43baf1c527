import { isOneoff, label } from '../model/labels.js';
import type { PublishedPort } from './answer.js';

/** Where something listens, as it can be put into a browser or a client on the host of the engine. */
export const portAddress = ({ hostIp, published }: Pick<PublishedPort, 'hostIp' | 'published'>): string =>
  `${hostIp?.includes(':') ? `[${hostIp}]` : (hostIp ?? '0.0.0.0')}:${published}`;

/**
 * One variable per port, for programs that have to know: `WEB_80_TCP=127.0.0.1:49153`, and `WEB_2_80_TCP` for the second
 * replica. What listens everywhere is given with an address that can be connected to.
 */
export function portVariables(ports: readonly PublishedPort[]): Readonly<Record<string, string>> {
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
  return Object.fromEntries(variables);
}
