import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord } from '../json-value.js';
import type { Surroundings } from './strategy.js';

/** The docker CLI's folder: `DOCKER_CONFIG`, else `~/.docker`. */
export function dockerConfigFolder({ env, homeDir }: Surroundings): string {
  return env['DOCKER_CONFIG'] || join(homeDir, '.docker');
}

/** The content of its `config.json`; empty when there is none or it cannot be read as JSON. */
export async function readDockerConfig(surroundings: Surroundings): Promise<Record<string, unknown>> {
  try {
    const text = await readFile(join(dockerConfigFolder(surroundings), 'config.json'), 'utf8');
    const config: unknown = JSON.parse(text);
    return isRecord(config) ? config : {};
  } catch {
    return {};
  }
}
