import type { ServerHttp2Stream } from 'node:http2';
import { frameHead, messagesIn } from './grpc-frames.js';

/** A call that the engine makes of us. */
export interface GrpcCall {
  /** All values of a key of the metadata, which is in small letters. */
  metadata(key: string): readonly string[];
  /** What the engine sends; ends when it has said everything. */
  readonly messages: AsyncIterable<Buffer>;
  /** Resolves when there is room for more. */
  send(message: Uint8Array): Promise<void>;
}

/** By the path of the method, for example `/moby.filesync.v1.FileSync/DiffCopy`. */
export type GrpcMethods = Readonly<Record<string, (call: GrpcCall) => Promise<void>>>;

/** Codes of gRPC, as far as they are used. */
export const grpcStatus = { ok: 0, unknown: 2, notFound: 5, unimplemented: 12 } as const;

/** What a method answers instead of a result. */
export class GrpcError extends Error {
  override readonly name = 'GrpcError';

  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

/** In bytes: small messages go out together. */
const flushAt = 64 * 1024;

/** Answers one call. Whatever goes wrong with it is told to the engine, and to nobody else. */
export function answerCall(
  stream: ServerHttp2Stream,
  path: string,
  rawHeaders: readonly string[],
  methods: GrpcMethods,
): void {
  const end = { status: grpcStatus.ok as number, message: '' };
  stream.on('error', () => undefined);
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.on('wantTrailers', () => {
    const { status, message } = end;
    stream.sendTrailers({
      'grpc-status': String(status),
      ...(message === '' ? {} : { 'grpc-message': encodeURIComponent(message) }),
    });
  });
  const method = methods[path];
  const metadata = (key: string): readonly string[] =>
    rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1] === key);
  const output = new Output(stream);
  const run = async (): Promise<void> => {
    if (method === undefined) throw new GrpcError('not known here', grpcStatus.unimplemented);
    // Who has heard enough still has to answer.
    const messages = messagesIn(stream.iterator({ destroyOnReturn: false }));
    await method({ metadata, messages, send: (message) => output.send(message) });
  };
  run()
    .catch((error: unknown) => {
      end.status = error instanceof GrpcError ? error.status : grpcStatus.unknown;
      end.message = error instanceof Error ? error.message : String(error);
    })
    .finally(() => output.end());
}

/** Writes many small messages as few large pieces. */
class Output {
  #pieces: Uint8Array[] = [];
  #size = 0;
  #isScheduled = false;

  constructor(private readonly stream: ServerHttp2Stream) {}

  async send(message: Uint8Array): Promise<void> {
    const head = frameHead(message);
    this.#pieces.push(head, message);
    this.#size += head.length + message.length;
    if (this.#size >= flushAt) {
      if (!this.#flush()) await this.#drained();
    } else if (!this.#isScheduled) {
      this.#isScheduled = true;
      setImmediate(() => {
        this.#isScheduled = false;
        this.#flush();
      });
    }
  }

  end(): void {
    this.#flush();
    if (this.stream.destroyed) return;
    this.stream.resume();
    this.stream.end();
  }

  #flush(): boolean {
    if (this.#size === 0 || this.stream.destroyed) return true;
    const bytes = Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#size = 0;
    return this.stream.write(bytes);
  }

  #drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.stream.off('drain', done);
        this.stream.off('close', done);
        resolve();
      };
      this.stream.on('drain', done);
      this.stream.on('close', done);
    });
  }
}
