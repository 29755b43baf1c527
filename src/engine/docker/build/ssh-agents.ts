import { stat } from 'node:fs/promises';
import { createConnection } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Surroundings } from '../discovery/strategy.js';
import { type GrpcCall, GrpcError, type GrpcMethods, grpcStatus } from '../session/grpc-call.js';
import { protobufFields, textField } from '../session/protobuf-fields.js';
import { protobufMessage } from '../session/protobuf-message.js';
import type { KeyAgent } from './key-agent.js';

export interface SshAgents {
  readonly methods: GrpcMethods;
  /** When the build is over. */
  close(): Promise<void>;
}

/** The name that the Dockerfile has for the agent of a `RUN --mount=type=ssh` that names none. */
const defaultId = 'default';

/**
 * Lets steps of the build use keys of this machine, without giving them away: an agent signs for them.
 * `moby.sshforward.v1.SSH`. Throws an error in words for people when there is no such agent or key.
 *
 * @param requests `default`, or `NAME=PATH` with an absolute path of an agent's socket or of a private key
 */
export async function sshAgents(
  requests: readonly string[],
  { env }: Pick<Surroundings, 'env'>,
): Promise<SshAgents> {
  const sockets = new Map<string, string>();
  const started: KeyAgent[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(started.map((agent) => agent.close()));
  };
  try {
    for (const request of requests) {
      const [id = defaultId, path = ''] = request.split(/=(.*)/s);
      sockets.set(id, await socketOf(path, env, started));
    }
  } catch (error) {
    await close();
    throw error;
  }
  const socketOfId = (id: string): string => {
    const found = sockets.get(id === '' ? defaultId : id);
    if (found === undefined) throw new GrpcError(`no ssh agent is called ${id}`, grpcStatus.notFound);
    return found;
  };
  const methods: GrpcMethods = {
    '/moby.sshforward.v1.SSH/CheckAgent': async ({ messages, send }) => {
      for await (const message of messages) {
        socketOfId(textField(message, 1));
        await send(protobufMessage([]));
      }
    },
    '/moby.sshforward.v1.SSH/ForwardAgent': (call) =>
      forward(call, createConnection(socketOfId(call.metadata('buildkit.ssh.id')[0] ?? ''))),
  };
  return { methods: requests.length === 0 ? {} : methods, close };
}

async function socketOf(path: string, env: Surroundings['env'], started: KeyAgent[]): Promise<string> {
  const chosen = path === '' ? env['SSH_AUTH_SOCK'] : path;
  if (chosen === undefined || chosen === '')
    throw new Error('ssh: no agent runs here: start one with `ssh-agent`, or name a key as `NAME=PATH`');
  const found = await stat(chosen).catch(() => undefined);
  if (found === undefined) throw new Error(`ssh: there is no ${chosen}`);
  if (found.isSocket()) return chosen;
  // It runs programs, which is loaded where it is needed.
  const { startKeyAgent } = await import('./key-agent.js');
  const agent = await startKeyAgent(chosen, env);
  started.push(agent);
  return agent.socketPath;
}

/** What is said on both sides, until one of them has ended. */
async function forward({ messages, send }: GrpcCall, agent: Duplex): Promise<void> {
  const answering = (async () => {
    for await (const chunk of agent) await send(protobufMessage([[1, chunk]]));
  })();
  answering.catch(() => {});
  try {
    for await (const message of messages)
      for (const { value } of protobufFields(message)) if (typeof value !== 'number') agent.write(value);
    agent.end();
    await answering;
  } finally {
    agent.destroy();
  }
}
