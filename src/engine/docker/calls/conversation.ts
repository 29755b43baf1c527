import type { Duplex } from 'node:stream';
import type { Conversation, ConversationOptions, OutputFrame } from '../../engine.js';
import { requestJson } from '../connection/dial.js';
import type { EngineConnection } from '../connection/engine-connection.js';
import { demultiplex } from '../logs/demultiplex.js';

/** @param resize where the engine is told how large the terminal is, for example `/exec/ID/resize` */
export function conversation(
  connection: EngineConnection,
  socket: Duplex,
  { tty }: ConversationOptions,
  resize: string,
): Conversation {
  // Whoever writes is told; a connection that breaks otherwise shows as the end of what is read.
  socket.on('error', () => {});
  return {
    output: tty ? rawFrames(connection, socket) : frames(connection, socket),
    write: (bytes) =>
      new Promise((resolve) => {
        // A program that reads no more has closed its end: what it is still given is lost, as in a pipe.
        if (socket.writable) socket.write(bytes, () => resolve());
        else resolve();
      }),
    end: () => {
      socket.end();
    },
    resize: ({ columns, rows }) =>
      connection.call(undefined, async (docker) => {
        const query = { w: String(columns), h: String(rows) };
        await requestJson(docker, { method: 'POST', path: resize, query }, {});
      }),
    close: () => {
      socket.destroy();
    },
  };
}

async function* frames(connection: EngineConnection, socket: Duplex): AsyncGenerator<OutputFrame> {
  try {
    for await (const each of demultiplex(socket)) yield* each;
  } catch (error) {
    if (!isOver(error)) throw connection.failure(error, undefined);
  }
}

/** With a terminal there is one stream, as it is. */
async function* rawFrames(connection: EngineConnection, socket: Duplex): AsyncGenerator<OutputFrame> {
  try {
    for await (const bytes of socket) yield { stream: 'stdout', bytes };
  } catch (error) {
    if (!isOver(error)) throw connection.failure(error, undefined);
  }
}

/** We closed it ourselves, or the other end did while something was being written. */
const isOver = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'EPIPE' || error.code === 'ECONNRESET');
