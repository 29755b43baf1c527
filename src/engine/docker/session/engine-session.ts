import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import type { Duplex } from 'node:stream';
import { upgrade } from '../connection/dial.js';
import type { EngineConnection } from '../connection/engine-connection.js';
import { answerCall, type GrpcMethods } from './grpc-call.js';

/**
 * A session of the engine, as BuildKit has them: a connection on which the engine asks and we answer. There is only
 * one of an id, and the engine asks every five seconds whether its owner is still there.
 */
export interface EngineSession {
  /** Called once, when it ends other than by `close`. */
  onEnd(listener: () => void): void;
  close(): void;
}

export type OpenedSession =
  | { readonly kind: 'open'; readonly session: EngineSession }
  /** There is one of that id, or was until a moment ago. */
  | { readonly kind: 'taken' }
  /** The engine has no sessions, or none for us. */
  | { readonly kind: 'refused' };

export interface SessionRequest {
  readonly id: string;
  /** What the engine's logs call it. */
  readonly name: string;
  /** Sessions of the same key have the same files: what was sent in one need not be sent in another. */
  readonly sharedKey?: string;
  /** What may be asked beside whether we are there. */
  readonly methods?: GrpcMethods;
}

export async function openSession(
  connection: EngineConnection,
  { id, name, sharedKey, methods = {} }: SessionRequest,
): Promise<OpenedSession> {
  const headers = {
    'X-Docker-Expose-Session-Uuid': id,
    'X-Docker-Expose-Session-Name': name,
    ...(sharedKey === undefined ? {} : { 'X-Docker-Expose-Session-Sharedkey': sharedKey }),
    'X-Docker-Expose-Session-Grpc-Method': Object.keys(methods),
    Connection: 'Upgrade',
    Upgrade: 'h2c',
  };
  const { performServerHandshake } = await import('node:http2');
  return await connection.call(undefined, async (docker): Promise<OpenedSession> => {
    try {
      const socket = await upgrade(docker, { path: '/session', headers });
      return { kind: 'open', session: answering(socket, performServerHandshake, methods) };
    } catch (error) {
      if (!(error instanceof Error && 'statusCode' in error)) throw error;
      return { kind: /already exists/.test(error.message) ? 'taken' : 'refused' };
    }
  });
}

/** On the connection that we have opened, the engine is the client and we are the server. */
function answering(
  socket: Duplex,
  performServerHandshake: typeof import('node:http2').performServerHandshake,
  methods: GrpcMethods,
): EngineSession {
  let closed = false;
  const http2 = performServerHandshake(socket);
  http2.on(
    'stream',
    (
      stream: ServerHttp2Stream,
      headers: IncomingHttpHeaders,
      _flags: number,
      rawHeaders: readonly string[],
    ) => answerCall(stream, String(headers[':path']), rawHeaders, { ...health, ...methods }),
  );
  // What goes wrong on it ends it, and that is heard.
  http2.on('error', () => undefined);
  socket.on('error', () => undefined);
  return {
    onEnd: (listener) => {
      socket.once('close', () => {
        if (!closed) listener();
      });
    },
    close: () => {
      closed = true;
      http2.destroy();
      socket.destroy();
    },
  };
}

/** `HealthCheckResponse { status: SERVING }`. */
const serving = Buffer.from([0x08, 0x01]);

const health: GrpcMethods = { '/grpc.health.v1.Health/Check': ({ send }) => send(serving) };
