import type { ClientHttp2Stream, IncomingHttpHeaders } from 'node:http2';
import { EngineError } from '../../engine-error.js';
import { upgrade } from '../connection/dial.js';
import type { EngineConnection } from '../connection/engine-connection.js';
import { frameHead, messagesIn } from './grpc-frames.js';
import { partsOf, textField } from './protobuf-fields.js';

/** A connection on which we ask the services that the engine has inside, of which the builder is one. */
export interface GrpcClient {
  /**
   * The answers to one message. Throws a `GrpcRefusal`, the reason of the signal, or an `EngineError` of kind
   * `connection-lost`.
   *
   * @param method for example `/moby.buildkit.v1.Control/Solve`
   * @param metadata keys in small letters
   */
  call(
    method: string,
    message: Buffer,
    signal?: AbortSignal,
    metadata?: Readonly<Record<string, string>>,
  ): AsyncGenerator<Buffer>;
  close(): void;
}

/** What a service answers instead of a result. */
export class GrpcRefusal extends Error {
  override readonly name = 'GrpcRefusal';

  constructor(
    message: string,
    readonly status: number,
    readonly details: readonly GrpcDetail[],
  ) {
    super(message);
  }
}

/** `google.protobuf.Any`. */
export interface GrpcDetail {
  readonly type: string;
  readonly value: Buffer;
}

/** Undefined where the engine does not let anyone ask. */
export async function openGrpc(connection: EngineConnection): Promise<GrpcClient | undefined> {
  const headers = { Connection: 'Upgrade', Upgrade: 'h2c' };
  const { connect } = await import('node:http2');
  return await connection.call(undefined, async (docker) => {
    try {
      const socket = await upgrade(docker, { path: '/grpc', headers });
      const http2 = connect('http://engine', { createConnection: () => socket });
      // What goes wrong on it ends the calls, and that is heard.
      http2.on('error', () => undefined);
      socket.on('error', () => undefined);
      return {
        call: (method, message, signal, metadata = {}) => {
          const stream = http2.request({
            ...metadata,
            ':method': 'POST',
            ':path': method,
            'content-type': 'application/grpc',
            te: 'trailers',
          });
          return answersTo(stream, message, signal);
        },
        close: () => {
          http2.destroy();
          socket.destroy();
        },
      } satisfies GrpcClient;
    } catch (error) {
      if (error instanceof Error && 'statusCode' in error) return undefined;
      throw error;
    }
  });
}

async function* answersTo(
  stream: ClientHttp2Stream,
  message: Buffer,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer> {
  let end: IncomingHttpHeaders = {};
  // A refusal that comes at once has its words in the head of the answer.
  const note = (headers: IncomingHttpHeaders): void => {
    if (headers['grpc-status'] !== undefined) end = headers;
  };
  stream.on('response', note);
  stream.on('trailers', note);
  // Thrown where the answers are read.
  stream.on('error', () => undefined);
  const abort = (): void => {
    stream.close(cancelled);
  };
  signal?.addEventListener('abort', abort);
  try {
    signal?.throwIfAborted();
    stream.end(Buffer.concat([frameHead(message), message]));
    yield* messagesIn(stream);
    signal?.throwIfAborted();
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', abort);
    stream.close(cancelled);
  }
  // Whoever has nothing more to say says so.
  if (end['grpc-status'] === undefined)
    throw new EngineError('the connection to the Docker Engine was lost', { kind: 'connection-lost' });
  const status = Number(end['grpc-status']);
  if (status !== 0) throw refusal(status, end);
}

/** `NGHTTP2_CANCEL`; a stream that is over takes no notice. */
const cancelled = 8;

function refusal(status: number, headers: IncomingHttpHeaders): GrpcRefusal {
  const said = String(headers['grpc-message'] ?? `status ${status}`);
  const details = Buffer.from(String(headers['grpc-status-details-bin'] ?? ''), 'base64');
  return new GrpcRefusal(decoded(said), status, detailsIn(details));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Of a `google.rpc.Status`. */
const detailsIn = (status: Buffer): readonly GrpcDetail[] =>
  partsOf(status, 3).map((detail) => ({
    type: textField(detail, 1),
    value: partsOf(detail, 2)[0] ?? Buffer.alloc(0),
  }));
