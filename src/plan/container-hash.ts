import { parseVolumesFrom, serviceOfMode } from '../graph/namespace-owners.js';
import { serviceHash } from '../model/compose-hash.js';
import type { Service } from '../model/project.js';
import { asComposeHashesIt } from './api-socket.js';

/**
 * docker compose's hash for a container of a service. Where the service names another one whose namespace or volumes
 * it shares, docker compose hashes the id of that one's container.
 */
export function containerHash(service: Service, idOf: (service: string) => string): string {
  const resolved = (mode: string): string => {
    const owner = serviceOfMode(mode);
    return owner === undefined ? mode : `container:${idOf(owner)}`;
  };
  const { network_mode, ipc, pid, volumes_from } = service;
  return serviceHash({
    ...asComposeHashesIt(service),
    ...(network_mode !== undefined && { network_mode: resolved(network_mode) }),
    ...(ipc !== undefined && { ipc: resolved(ipc) }),
    ...(pid !== undefined && { pid: resolved(pid) }),
    ...(volumes_from && {
      volumes_from: volumes_from.map((entry) => {
        const { kind, name } = parseVolumesFrom(entry);
        return kind === 'service' ? idOf(name) : name;
      }),
    }),
  });
}
