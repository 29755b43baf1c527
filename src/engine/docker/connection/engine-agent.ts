import type { Agent } from 'node:http';
import type { Endpoint } from '../discovery/endpoint.js';
import { PlainAgent } from './plain-agent.js';

/**
 * Hands out the connections to one engine; `env` is that of the `ssh` program. Connections are kept and used again,
 * and there may be any number of them: followed logs and events hold theirs for a whole run. Loading what TLS and ssh
 * take would cost every other command more than a local engine takes to answer.
 */
export async function engineAgent(
  endpoint: Endpoint,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Agent> {
  switch (endpoint.kind) {
    case 'socket':
      return new PlainAgent();
    case 'tcp': {
      if (endpoint.tls === undefined) return new PlainAgent();
      const { tlsAgent } = await import('./tls-agent.js');
      return tlsAgent(endpoint.tls);
    }
    case 'ssh': {
      const { SshAgent } = await import('./ssh-agent.js');
      return new SshAgent(endpoint.arguments, env);
    }
    default:
      return endpoint satisfies never;
  }
}
