import { homedir } from 'node:os';
import { currentDockerContext } from './docker-context.js';
import { type EngineAddress, parseEngineAddress } from './engine-address.js';
import { whyNoEngine } from './engine-request.js';

export interface FoundEngine {
  /** As `DOCKER_HOST` takes it. */
  readonly host: string;
  readonly address: EngineAddress;
  /** How it was found, for people. */
  readonly origin: string;
}

export interface EngineSearch {
  readonly found: FoundEngine | undefined;
  /** One line per place that was looked at in vain. */
  readonly tried: readonly string[];
}

interface Candidate {
  readonly host: string;
  readonly origin: string;
  readonly address: EngineAddress | undefined;
  /** The user named this engine, so another one must not be used in its stead. */
  readonly chosen: boolean;
}

/** Looks for an engine that answers. After one that the user named the search ends, whether it answers or not. */
export async function findEngine(
  environment: Readonly<Record<string, string | undefined>>,
  home: string = homedir(),
): Promise<EngineSearch> {
  const tried: string[] = [];
  for (const candidate of await candidates(environment, home)) {
    const { host, origin, address } = candidate;
    const problem = address === undefined ? 'these scripts cannot reach it' : await whyNoEngine(address);
    if (address !== undefined && problem === undefined) return { found: { host, address, origin }, tried };
    tried.push(`${origin} (${host || 'no address'}): ${problem}`);
    if (candidate.chosen) break;
  }
  return { found: undefined, tried };
}

async function candidates(
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
): Promise<readonly Candidate[]> {
  const host = environment['DOCKER_HOST'];
  if (host !== undefined && host !== '') {
    const tls = (environment['DOCKER_TLS_VERIFY'] ?? '') !== '';
    const certificates = tls ? (environment['DOCKER_CERT_PATH'] ?? `${home}/.docker`) : undefined;
    return [{ host, origin: 'DOCKER_HOST', address: parseEngineAddress(host, certificates), chosen: true }];
  }
  const context = await currentDockerContext(environment, home);
  if (context !== undefined) {
    return [
      { host: context.host, origin: `context ${context.name}`, address: context.address, chosen: true },
    ];
  }
  return socketPaths(environment, home).map(([origin, socketPath]) => ({
    host: `unix://${socketPath}`,
    origin,
    address: { kind: 'unix', socketPath },
    chosen: false,
  }));
}

function socketPaths(
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
): readonly (readonly [string, string])[] {
  const runtime = environment['XDG_RUNTIME_DIR'];
  return [
    ['system socket', '/var/run/docker.sock'],
    ...(runtime === undefined ? [] : [['rootless Docker', `${runtime}/docker.sock`] as const]),
    ['Docker Desktop', `${home}/.docker/run/docker.sock`],
    ['Docker Desktop', `${home}/.docker/desktop/docker.sock`],
    ...(runtime === undefined ? [] : [['rootless Podman', `${runtime}/podman/podman.sock`] as const]),
    ['Podman', '/run/podman/podman.sock'],
  ];
}
