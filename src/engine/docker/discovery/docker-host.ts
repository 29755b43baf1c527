import { join } from 'node:path';
import { parseEndpoint } from './endpoint.js';
import { readPemFile, TlsFileError } from './pem-file.js';
import { type DiscoveryStrategy, nothing, type Surroundings } from './strategy.js';

/** `DOCKER_HOST`, with `DOCKER_TLS_VERIFY` and `DOCKER_CERT_PATH` as the docker CLI reads them. */
export const dockerHost: DiscoveryStrategy = async ({ env, homeDir }) => {
  const address = env['DOCKER_HOST'];
  if (!address) return nothing;
  const by = 'DOCKER_HOST';
  try {
    const tls = address.startsWith('unix://') ? undefined : await tlsMaterial({ env, homeDir });
    const endpoint = parseEndpoint(address, tls);
    if (endpoint !== undefined) return { kind: 'chosen', endpoint, by };
    return { kind: 'unusable', by, reason: `"${address}" is not an address of an engine` };
  } catch (error) {
    if (error instanceof TlsFileError) return { kind: 'unusable', by, reason: error.message };
    throw error;
  }
};

/** Any value but the empty one switches verification on: that is what the docker CLI does. */
async function tlsMaterial({ env, homeDir }: Surroundings) {
  const verify = Boolean(env['DOCKER_TLS_VERIFY']);
  if (!verify && !env['DOCKER_TLS']) return undefined;
  const folder = env['DOCKER_CERT_PATH'] || env['DOCKER_CONFIG'] || join(homeDir, '.docker');
  const [ca, cert, key] = await Promise.all([
    verify ? readPemFile(join(folder, 'ca.pem')) : undefined,
    readPemFile(join(folder, 'cert.pem')),
    readPemFile(join(folder, 'key.pem')),
  ]);
  return { verify, cert, key, ...(ca === undefined ? {} : { ca }) };
}
