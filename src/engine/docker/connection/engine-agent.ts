import { type AgentOptions, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import { inspect } from 'node:util';
import type { Endpoint, TlsMaterial } from '../discovery/endpoint.js';
import { SshConnection } from './ssh-connection.js';

/**
 * Connections are kept and used again, and there may be any number of them: followed logs and events hold
 * theirs for a whole run.
 */
const options: AgentOptions = { keepAlive: true };

/** Hands out the connections to one engine; `env` is that of the `ssh` program. */
export function engineAgent(
  endpoint: Endpoint,
  env: Readonly<Record<string, string | undefined>>,
): HttpAgent | HttpsAgent {
  switch (endpoint.kind) {
    case 'socket':
      return new PlainAgent(options);
    case 'tcp':
      return endpoint.tls === undefined ? new PlainAgent(options) : new TlsAgent(endpoint.tls);
    case 'ssh':
      return new SshAgent(endpoint.arguments, env);
    default:
      return endpoint satisfies never;
  }
}

/**
 * The agents show themselves as a word: docker-modem formats all options of each request for its debug log,
 * whether that log is on or not, and would walk every open socket of the agent each time.
 */
class PlainAgent extends HttpAgent {
  [inspect.custom](): string {
    return 'PlainAgent';
  }
}

class TlsAgent extends HttpsAgent {
  constructor({ ca, cert, key, verify }: TlsMaterial) {
    super({
      ...options,
      rejectUnauthorized: verify,
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
    });
  }

  [inspect.custom](): string {
    return 'TlsAgent';
  }
}

class SshAgent extends PlainAgent {
  readonly #arguments: readonly string[];
  readonly #env: Readonly<Record<string, string | undefined>>;

  constructor(sshArguments: readonly string[], env: Readonly<Record<string, string | undefined>>) {
    super(options);
    this.#arguments = sshArguments;
    this.#env = env;
  }

  override createConnection(): Duplex {
    return new SshConnection('ssh', this.#arguments, this.#env);
  }
}
