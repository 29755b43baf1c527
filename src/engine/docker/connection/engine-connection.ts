import { setMaxListeners } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type Docker from 'dockerode';
import { EngineError } from '../../engine-error.js';
import { toEngineError } from '../failures/to-engine-error.js';
import { dial, type StreamRequest } from './dial.js';

/** What dockerode takes to have a call aborted. */
export type Abort = { readonly abortSignal?: AbortSignal };

/** An engine that answered, and the API version to speak with it. Turns everything thrown into an `EngineError`. */
export class EngineConnection {
  readonly #docker: Docker;
  readonly #release: () => void;
  #closed = false;

  /** @param host Where it answered, for people. */
  constructor(
    docker: Docker,
    readonly host: string,
    readonly api: string,
    release: () => void,
  ) {
    this.#docker = docker;
    this.#release = release;
  }

  /** One call; an aborted one rejects with the signal's reason. */
  async call<Value>(
    signal: AbortSignal | undefined,
    work: (docker: Docker, abort: Abort) => Promise<Value>,
  ): Promise<Value> {
    if (this.#closed) {
      throw new EngineError('the connection to the Docker Engine was closed', { kind: 'connection-lost' });
    }
    signal?.throwIfAborted();
    // Any number of calls may go on at once under one signal; Node would take more than ten for a leak.
    if (signal !== undefined) setMaxListeners(0, signal);
    try {
      return await work(this.#docker, signal === undefined ? {} : { abortSignal: signal });
    } catch (error) {
      throw this.failure(error, signal);
    }
  }

  /** Resolves when the head of the response is there. */
  async open(request: StreamRequest, signal: AbortSignal | undefined): Promise<IncomingMessage> {
    return await this.call(signal, (docker, abort) => dial(docker, request, abort));
  }

  /** What to throw for an error of a call or while a response is read. */
  failure(error: unknown, signal: AbortSignal | undefined): unknown {
    return signal?.aborted ? signal.reason : toEngineError(error, this.host);
  }

  close(): void {
    this.#closed = true;
    this.#release();
  }
}
