import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord, textAt } from '../json-value.js';
import { dockerConfigFolder, readDockerConfig } from './docker-config.js';
import { parseEndpoint, type TlsMaterial } from './endpoint.js';
import { readPemFileIfThere } from './pem-file.js';
import { type DiscoveryStrategy, type Finding, nothing, type Surroundings } from './strategy.js';

/** The context called `default` means: no context. */
const noContext = 'default';

/** The docker context in use: `DOCKER_CONTEXT`, else `currentContext` of the docker CLI's configuration. */
export const dockerContext: DiscoveryStrategy = async (surroundings) => {
  const fromEnv = surroundings.env['DOCKER_CONTEXT'];
  const name = fromEnv || textAt(await readDockerConfig(surroundings), 'currentContext');
  if (name === undefined || name === noContext) return nothing;
  const by = fromEnv ? `docker context ${name} (DOCKER_CONTEXT)` : `docker context ${name}`;
  return await readContext(surroundings, name, by);
};

async function readContext(surroundings: Surroundings, name: string, by: string): Promise<Finding> {
  const contexts = join(dockerConfigFolder(surroundings), 'contexts');
  // The docker CLI names the folders of a context after the SHA-256 of its name.
  const id = createHash('sha256').update(name).digest('hex');
  const metadata = await readMetadata(join(contexts, 'meta', id, 'meta.json'));
  if (metadata === undefined) return { kind: 'unusable', by, reason: 'there is no such docker context' };
  const address = textAt(metadata, 'Endpoints', 'docker', 'Host');
  if (address === undefined) return { kind: 'unusable', by, reason: 'the context names no docker endpoint' };
  const tls = await readTls(join(contexts, 'tls', id, 'docker'), skipsVerification(metadata));
  const endpoint = parseEndpoint(address, tls);
  if (endpoint !== undefined) return { kind: 'chosen', endpoint, by };
  return { kind: 'unusable', by, reason: `"${address}" is not an address of an engine` };
}

async function readMetadata(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function skipsVerification(metadata: unknown): boolean {
  const endpoints = isRecord(metadata) ? metadata['Endpoints'] : undefined;
  const docker = isRecord(endpoints) ? endpoints['docker'] : undefined;
  return isRecord(docker) && docker['SkipTLSVerify'] === true;
}

/** A context without any of these files talks without TLS. */
async function readTls(folder: string, skipVerify: boolean): Promise<TlsMaterial | undefined> {
  const [ca, cert, key] = await Promise.all(
    ['ca.pem', 'cert.pem', 'key.pem'].map((name) => readPemFileIfThere(join(folder, name))),
  );
  if (ca === undefined && cert === undefined && key === undefined && !skipVerify) return undefined;
  return {
    verify: !skipVerify,
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
}
