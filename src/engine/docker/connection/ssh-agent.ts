import type { Duplex } from 'node:stream';
import { PlainAgent } from './plain-agent.js';
import { SshConnection } from './ssh-connection.js';

/** Each connection is an `ssh` program of its own. */
export class SshAgent extends PlainAgent {
  readonly #arguments: readonly string[];
  readonly #env: Readonly<Record<string, string | undefined>>;

  constructor(sshArguments: readonly string[], env: Readonly<Record<string, string | undefined>>) {
    super();
    this.#arguments = sshArguments;
    this.#env = env;
  }

  override createConnection(): Duplex {
    return new SshConnection('ssh', this.#arguments, this.#env);
  }
}
