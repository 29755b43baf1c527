import type { Mount, Service } from '../model/project.js';

const socket = '/var/run/docker.sock';
const settings = '/run/secrets/docker';

/** What `use_api_socket` stands for: the engine's own socket, and where its clients look for their settings. */
export function withApiSocket(service: Service): Service {
  if (service.use_api_socket !== true) return service;
  const mount: Mount = { type: 'bind', source: socket, target: socket };
  return {
    ...service,
    environment: { DOCKER_CONFIG: settings, ...service.environment },
    volumes: [...(service.volumes ?? []), mount],
  };
}

/** docker compose also puts the user's credentials for registries there, and hashes that it does. */
export function asComposeHashesIt(service: Service): Service {
  if (service.use_api_socket !== true || service.environment?.['DOCKER_CONFIG'] !== settings) return service;
  const credentials = { source: '#apisocket', target: `${settings}/config.json` };
  return { ...service, configs: [...(service.configs ?? []), credentials] };
}
