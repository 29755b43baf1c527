import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type EngineAddress, parseEngineAddress } from './engine-address.js';

export interface DockerContext {
  readonly name: string;
  readonly host: string;
  readonly address: EngineAddress | undefined;
}

/**
 * The context that the docker command would use: `DOCKER_CONTEXT`, else `currentContext` of its config.json.
 * Undefined for the built-in `default` one, which means no more than the usual socket.
 */
export async function currentDockerContext(
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
): Promise<DockerContext | undefined> {
  const folder = environment['DOCKER_CONFIG'] ?? `${home}/.docker`;
  const config = await readJson(`${folder}/config.json`);
  const name = environment['DOCKER_CONTEXT'] ?? at(config, 'currentContext');
  if (typeof name !== 'string' || name === '' || name === 'default') return undefined;
  const id = createHash('sha256').update(name).digest('hex');
  const meta = await readJson(`${folder}/contexts/meta/${id}/meta.json`);
  const host = at(at(at(meta, 'Endpoints'), 'docker'), 'Host');
  if (typeof host !== 'string') return { name, host: '', address: undefined };
  const certificates = host.startsWith('tcp:') ? `${folder}/contexts/tls/${id}/docker` : undefined;
  return { name, host, address: parseEngineAddress(host, certificates) };
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    // A missing or broken file of another tool means that there is no context to follow.
    return undefined;
  }
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
