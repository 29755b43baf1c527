import { createHash } from 'node:crypto';
import { arrange } from './canonical/arrange.js';
import { projectShape, type Shape } from './canonical/shape.js';
import { goJson } from './go-json.js';
import type { Network, Service, Volume } from './project.js';

/**
 * What docker compose 2.40 writes to the label `com.docker.compose.config-hash`, and takes a container for changed
 * by: SHA-256, in hexadecimal, of the canonical JSON. Equal hashes let either tool go on with what the other made.
 */
export function serviceHash(service: Service): string {
  const { build, pull_policy, scale, depends_on, profiles, deploy, ...rest } = service;
  const { replicas, ...remaining } = deploy ?? {};
  return hash({ ...rest, ...(deploy && { deploy: remaining }) }, hashedService);
}

/** The hash that `config --hash` prints: unlike at `up`, docker compose has forgotten there that there were label files. */
export const printedServiceHash = ({ label_file: _, ...service }: Service): string => serviceHash(service);

/** `label_file` is part of what is hashed at `up`, though never printed. */
const hashedService: Shape = {
  keys: Object.fromEntries(
    Object.entries(projectShape.keys.services.mapOf.keys).flatMap(([key, shape]): [string, Shape][] =>
      key === 'labels'
        ? [
            [key, shape],
            ['label_file', { listOf: 'always' }],
          ]
        : [[key, shape]],
    ),
  ),
};

export const networkHash = (network: Network): string => hash(network, projectShape.keys.networks.mapOf);

export const volumeHash = (volume: Volume): string =>
  hash({ ...volume, driver: volume.driver || 'local' }, projectShape.keys.volumes.mapOf);

const hash = (value: unknown, shape: Shape): string =>
  createHash('sha256')
    .update(goJson(arrange(value, shape, 'json')))
    .digest('hex');
