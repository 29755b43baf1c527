import type { Mount, Service } from '../model/project.js';

const socket = '/var/run/docker.sock';

/** What `use_api_socket` stands for: the engine's own socket, and where its clients look for their settings. */
export function withApiSocket(service: Service): Service {
  if (service.use_api_socket !== true) return service;
  const mount: Mount = { type: 'bind', source: socket, target: socket };
  return {
    ...service,
    environment: { DOCKER_CONFIG: '/run/secrets/docker', ...service.environment },
    volumes: [...(service.volumes ?? []), mount],
  };
}
