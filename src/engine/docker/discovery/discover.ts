import { EngineError } from '../../engine-error.js';
import { dockerContext } from './docker-context.js';
import { dockerHost } from './docker-host.js';
import type { Endpoint } from './endpoint.js';
import type { DiscoveryStrategy, Surroundings } from './strategy.js';
import { podmanSockets, systemSocket, userSockets } from './well-known-sockets.js';

/** In the order in which they are asked. */
const strategies: readonly DiscoveryStrategy[] = [
  dockerHost,
  dockerContext,
  systemSocket,
  userSockets,
  podmanSockets,
];

/** Makes a connection, or throws an `EngineError` that says why there is none. */
export type Attempt<Connection> = (endpoint: Endpoint) => Promise<Connection>;

/** The first engine that answers. Throws an `EngineError` of kind `unreachable` that lists all that was tried. */
export async function discover<Connection>(
  surroundings: Surroundings,
  attempt: Attempt<Connection>,
): Promise<Connection> {
  const tried: string[] = [];
  const tryOne = async (endpoint: Endpoint, by?: string): Promise<Connection | undefined> => {
    try {
      return await attempt(endpoint);
    } catch (error) {
      // An engine that answers but cannot be used is what the user has to hear about.
      if (!(error instanceof EngineError) || error.failure.kind !== 'unreachable') throw error;
      tried.push(`${endpoint.address}${by === undefined ? '' : ` (${by})`}: ${error.message}`);
      return undefined;
    }
  };
  for (const strategy of strategies) {
    const finding = await strategy(surroundings);
    switch (finding.kind) {
      case 'chosen': {
        const connection = await tryOne(finding.endpoint, finding.by);
        if (connection !== undefined) return connection;
        throw unreachable(`no Docker Engine answers at ${finding.endpoint.address} (${finding.by})`, tried);
      }
      case 'unusable':
        throw unreachable(`${finding.by} cannot be used: ${finding.reason}`, [
          `${finding.by}: ${finding.reason}`,
        ]);
      case 'possible':
        for (const endpoint of finding.endpoints) {
          const connection = await tryOne(endpoint);
          if (connection !== undefined) return connection;
        }
        break;
      default:
        finding satisfies never;
    }
  }
  throw unreachable('no Docker Engine answers', tried);
}

function unreachable(message: string, tried: readonly string[]): EngineError {
  return new EngineError(message, { kind: 'unreachable', tried });
}
