import { isRecord, textAt } from '../json-value.js';
import { readDockerConfig } from './docker-config.js';
import type { Surroundings } from './strategy.js';

const variables: Readonly<Record<string, string>> = {
  httpProxy: 'HTTP_PROXY',
  httpsProxy: 'HTTPS_PROXY',
  noProxy: 'NO_PROXY',
  ftpProxy: 'FTP_PROXY',
  allProxy: 'ALL_PROXY',
};

/**
 * The variables that `proxies` in the docker CLI's configuration gives to containers and to builds, in capital and in
 * small letters: those of the engine, else of `default`.
 *
 * @param host of the engine, as `DOCKER_HOST` has it
 */
export async function proxyVariables(
  surroundings: Surroundings,
  host: string,
): Promise<Readonly<Record<string, string>>> {
  const { proxies } = await readDockerConfig(surroundings);
  if (!isRecord(proxies)) return {};
  const own = proxies[host] ?? proxies['default'];
  return Object.fromEntries(
    Object.entries(variables).flatMap(([key, name]) => {
      const value = textAt(own, key);
      return value === undefined ? [] : [name, name.toLowerCase()].map((each) => [each, value] as const);
    }),
  );
}
