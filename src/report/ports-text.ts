import type { PublishedPort } from '../events/answer.js';
import { portAddress, portVariables } from '../events/port-variables.js';
import { isOneoff, label } from '../model/labels.js';
import { renderTable } from './table.js';

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

/** For shells and .env files. */
export const renderPortsEnv = (ports: readonly PublishedPort[]): string =>
  Object.entries(portVariables(ports))
    .map(([name, address]) => `${name}=${address}\n`)
    .join('');
