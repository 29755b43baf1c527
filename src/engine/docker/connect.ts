import type { Agent } from 'node:http';
import Docker from 'dockerode';
import type { CallOptions, Engine } from '../engine.js';
import { EngineError } from '../engine-error.js';
import { patientEngine } from '../patient-engine.js';
import { negotiateApiVersion } from './connection/api-version.js';
import { dial } from './connection/dial.js';
import { engineAgent } from './connection/engine-agent.js';
import { EngineConnection } from './connection/engine-connection.js';
import { discover } from './discovery/discover.js';
import type { Endpoint } from './discovery/endpoint.js';
import type { Surroundings } from './discovery/strategy.js';
import { dockerEngine } from './docker-engine.js';
import { describeConnectionFailure } from './failures/connection-failure.js';
import { toEngineError } from './failures/to-engine-error.js';

export interface ConnectRequest extends Surroundings, CallOptions {
  /** Told when the engine has gone away after it had answered, while calls are made again. */
  readonly away?: (message: string) => void;
}

/** A socket that accepts but never answers must not keep the search from going on. */
const answerWithinMs = { socket: 30_000, tcp: 30_000, ssh: 60_000 } as const;

/**
 * The engine that the user means: `DOCKER_HOST`, the docker context in use, else the first that answers of the
 * well-known sockets. Throws an `EngineError`: `unreachable` with all that was tried, or `api-too-old`.
 */
export async function connectDocker({ env, homeDir, signal, away }: ConnectRequest): Promise<Engine> {
  const surroundings = { env, homeDir };
  const connection = await discover(surroundings, (endpoint) => connectTo(endpoint, env, signal));
  return patientEngine(dockerEngine(connection, surroundings), away === undefined ? {} : { away });
}

async function connectTo(
  endpoint: Endpoint,
  env: Surroundings['env'],
  signal: AbortSignal | undefined,
): Promise<EngineConnection> {
  const agent = await engineAgent(endpoint, env);
  const docker = (version?: string) => dockerAt(endpoint, agent, version);
  try {
    const api = negotiateApiVersion(await offeredApiVersion(docker(), endpoint, signal));
    return new EngineConnection(docker(`v${api}`), endpoint.address, api, () => agent.destroy());
  } catch (error) {
    agent.destroy();
    throw error;
  }
}

function dockerAt(endpoint: Endpoint, agent: Agent, version: string | undefined): Docker {
  const options: Docker.DockerOptions & { readonly agent: Agent } = {
    ...address(endpoint),
    agent,
    version,
    // docker-modem takes what is left out here from the process's own environment.
    ca: undefined,
    cert: undefined,
    key: undefined,
    timeout: undefined,
  };
  return new Docker(options);
}

function address(endpoint: Endpoint) {
  switch (endpoint.kind) {
    case 'socket':
      return { socketPath: endpoint.path, host: undefined, port: undefined, protocol: 'http' } as const;
    case 'tcp': {
      const protocol = endpoint.tls === undefined ? 'http' : 'https';
      return { host: endpoint.host, port: endpoint.port, protocol, socketPath: undefined } as const;
    }
    case 'ssh':
      // Only stands in the request's Host header: the agent knows the way.
      return { host: 'docker', port: 80, protocol: 'http', socketPath: undefined } as const;
    default:
      return endpoint satisfies never;
  }
}

async function offeredApiVersion(
  docker: Docker,
  endpoint: Endpoint,
  signal: AbortSignal | undefined,
): Promise<string> {
  signal?.throwIfAborted();
  const limit = AbortSignal.timeout(answerWithinMs[endpoint.kind]);
  const abortSignal = signal === undefined ? limit : AbortSignal.any([signal, limit]);
  try {
    const response = await dial(docker, { method: 'GET', path: '/_ping' }, { abortSignal });
    response.resume();
    const offered = response.headers['api-version'];
    if (typeof offered === 'string') return offered;
    throw new Error('what answers there is not a Docker Engine');
  } catch (error) {
    signal?.throwIfAborted();
    throw limit.aborted ? silent(endpoint) : refusal(error, endpoint);
  }
}

function silent(endpoint: Endpoint): EngineError {
  const message = `no answer within ${answerWithinMs[endpoint.kind] / 1000} seconds`;
  return new EngineError(message, { kind: 'unreachable', tried: [`${endpoint.address}: ${message}`] });
}

/** An answer that is not the engine's is as good as none: the message says which. */
function refusal(error: unknown, endpoint: Endpoint): EngineError {
  const answered = error instanceof Error && 'statusCode' in error;
  const message = answered
    ? toEngineError(error, endpoint.address).message
    : describeConnectionFailure(error).message;
  return new EngineError(
    message,
    { kind: 'unreachable', tried: [`${endpoint.address}: ${message}`] },
    { cause: error },
  );
}
