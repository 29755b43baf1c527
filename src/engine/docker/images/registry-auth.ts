import { readDockerConfig } from '../discovery/docker-config.js';
import type { Surroundings } from '../discovery/strategy.js';
import { isRecord, parseJson, textAt } from '../json-value.js';
import type { Credentials } from './credential-helper.js';

/** Under this name the docker CLI keeps the credentials for docker.io. */
const dockerHub = 'https://index.docker.io/v1/';

/**
 * The value of `X-Registry-Auth` for a registry: what the variable DOCKER_AUTH_CONFIG has, else what `docker login` left
 * in the docker CLI's configuration, or what the program named there as `credHelpers` or `credsStore` gives. Undefined:
 * none are known.
 */
export async function registryAuth(
  surroundings: Surroundings,
  registry: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const credentials = await registryCredentials(surroundings, registry, signal);
  return credentials && encodeHeader({ ...credentials, serveraddress: serverOf(registry) });
}

/** @param registry `docker.io`, or a host with its port */
export async function registryCredentials(
  surroundings: Surroundings,
  registry: string,
  signal?: AbortSignal,
): Promise<Credentials | undefined> {
  const config = await readDockerConfig(surroundings);
  return await credentialsFor(config, serverOf(registry), surroundings, signal);
}

const serverOf = (registry: string): string => (registry === 'docker.io' ? dockerHub : registry);

/** The value of `X-Registry-Config`: credentials for all registries that the configuration names. */
export async function allRegistryAuths(
  surroundings: Surroundings,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const config = await readDockerConfig(surroundings);
  const servers = new Set([
    ...['auths', 'credHelpers'].flatMap((key) => Object.keys(section(config, key))),
    ...Object.keys(authsOfVariable(surroundings)),
  ]);
  const entries = await Promise.all(
    [...servers].map(async (server) => {
      const credentials = await credentialsFor(config, server, surroundings, signal);
      return credentials === undefined ? [] : [[server, { ...credentials, serveraddress: server }]];
    }),
  );
  const known = entries.flat();
  return known.length === 0 ? undefined : encodeHeader(Object.fromEntries(known));
}

async function credentialsFor(
  config: Readonly<Record<string, unknown>>,
  server: string,
  { env }: Surroundings,
  signal: AbortSignal | undefined,
): Promise<Credentials | undefined> {
  const given = storedCredentials(authsOfVariable({ env }), server);
  if (given !== undefined) return given;
  const helper = textAt(section(config, 'credHelpers'), server) ?? textAt(config, 'credsStore');
  if (helper !== undefined) {
    // Loaded when needed: it takes what Node has for running programs.
    const { credentialsFromHelper } = await import('./credential-helper.js');
    const found = await credentialsFromHelper(helper, server, env, signal);
    if (found !== undefined) return found;
  }
  return storedCredentials(section(config, 'auths'), server);
}

/** In the form of the configuration, for machines that have nowhere to keep it. */
function authsOfVariable({ env }: Pick<Surroundings, 'env'>): Record<string, unknown> {
  const config = parseJson(env['DOCKER_AUTH_CONFIG'] ?? '');
  return isRecord(config) ? section(config, 'auths') : {};
}

/** Older versions of the docker CLI wrote the host as a URL. */
function storedCredentials(auths: Readonly<Record<string, unknown>>, server: string) {
  const key = Object.keys(auths).find((candidate) => hostOf(candidate) === hostOf(server));
  const entry = key === undefined ? undefined : auths[key];
  const identitytoken = textAt(entry, 'identitytoken');
  const [username = '', ...password] = Buffer.from(textAt(entry, 'auth') ?? '', 'base64')
    .toString('utf8')
    .split(':');
  if (identitytoken !== undefined) return { username, identitytoken };
  return username === '' ? undefined : { username, password: password.join(':') };
}

function hostOf(server: string): string {
  return server.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}

function section(config: Readonly<Record<string, unknown>>, key: string): Record<string, unknown> {
  const value = config[key];
  return isRecord(value) ? value : {};
}

/** With the padding, without which the engine takes what it has decoded by then, and asks the registry as nobody. */
export function encodeHeader(value: object): string {
  const text = Buffer.from(JSON.stringify(value)).toString('base64url');
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}
