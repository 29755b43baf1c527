import type { ServerHttp2Stream } from 'node:http2';
import type { Duplex } from 'node:stream';
import { upgrade } from '../connection/dial.js';
import type { EngineConnection } from '../connection/engine-connection.js';

/**
 * A session of the engine, as BuildKit has them, used as a sign of life: there is only one of an id, and the engine
 * asks every five seconds whether its owner is still there.
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

/** Opens the session of that id; `name` is what the engine's logs call it. */
export async function openSession(
  connection: EngineConnection,
  id: string,
  name: string,
): Promise<OpenedSession> {
  const headers = {
    'X-Docker-Expose-Session-Uuid': id,
    'X-Docker-Expose-Session-Name': name,
    Connection: 'Upgrade',
    Upgrade: 'h2c',
  };
  const { performServerHandshake } = await import('node:http2');
  return await connection.call(undefined, async (docker): Promise<OpenedSession> => {
    try {
      const socket = await upgrade(docker, { path: '/session', headers });
      return { kind: 'open', session: answering(socket, performServerHandshake) };
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
): EngineSession {
  let closed = false;
  const http2 = performServerHandshake(socket);
  http2.on('stream', answerHealthCheck);
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

/** `HealthCheckResponse { status: SERVING }`, uncompressed, with its length in front. */
const serving = Buffer.from([0, 0, 0, 0, 2, 0x08, 0x01]);

/** The only call that is made: `/grpc.health.v1.Health/Check`. */
function answerHealthCheck(stream: ServerHttp2Stream): void {
  stream.on('error', () => undefined);
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  stream.end(serving);
}
