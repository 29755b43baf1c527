import { join } from 'node:path';
import type { Endpoint } from './endpoint.js';
import type { DiscoveryStrategy } from './strategy.js';

/** Where an engine listens that was installed for the whole machine. */
export const systemSocket: DiscoveryStrategy = async () => possible(['/var/run/docker.sock']);

/** Engines of the user's own: rootless Docker, then Docker Desktop. */
export const userSockets: DiscoveryStrategy = async ({ env, homeDir }) => {
  const runtimeDir = env['XDG_RUNTIME_DIR'];
  return possible([
    ...(runtimeDir ? [join(runtimeDir, 'docker.sock')] : []),
    join(homeDir, '.docker/run/docker.sock'),
    join(homeDir, '.docker/desktop/docker.sock'),
  ]);
};

/** Podman's Docker-compatible service, of the user and then of the machine. */
export const podmanSockets: DiscoveryStrategy = async ({ env }) => {
  const runtimeDir = env['XDG_RUNTIME_DIR'];
  return possible([
    ...(runtimeDir ? [join(runtimeDir, 'podman/podman.sock')] : []),
    '/run/podman/podman.sock',
  ]);
};

function possible(paths: readonly string[]) {
  const endpoints = paths.map((path): Endpoint => ({ kind: 'socket', address: `unix://${path}`, path }));
  return { kind: 'possible', endpoints } as const;
}
