import type { IncomingMessage } from 'node:http';
import type { ContainerId } from '../../../model/names.js';
import type { CallOptions, LogLine, LogOptions } from '../../engine.js';
import { atLeast } from '../connection/api-version.js';
import type { EngineConnection } from '../connection/engine-connection.js';
import { demultiplex } from './demultiplex.js';
import { linesOfFrames, linesOfTerminal } from './log-lines.js';

/** Since this API version the response says whether the two streams are mixed into one. */
const saysFormat = '1.42';
const multiplexed = 'application/vnd.docker.multiplexed-stream';

/** Reads no faster than the caller does; ends quietly when the signal aborts. */
export async function* readLogs(
  connection: EngineConnection,
  id: ContainerId,
  { signal, follow = false, tail, since, until }: CallOptions & LogOptions,
): AsyncGenerator<readonly LogLine[]> {
  const query = {
    stdout: true,
    stderr: true,
    timestamps: true,
    follow,
    tail: tail ?? 'all',
    since: since && engineTime(since),
    until: until && engineTime(until),
  };
  try {
    const request = { method: 'GET', path: `/containers/${encodeURIComponent(id)}/logs`, query } as const;
    const response = await connection.open(request, signal);
    const hasFrames = await isMultiplexed(connection, id, response, signal);
    yield* hasFrames ? linesOfFrames(demultiplex(response)) : linesOfTerminal(response);
  } catch (error) {
    if (signal?.aborted) return;
    throw connection.failure(error, signal);
  }
}

/** RFC 3339 as the seconds since the epoch, with nine digits behind the point, that this call takes. */
function engineTime(time: string): string {
  const fraction = /\.(\d+)/.exec(time)?.[1] ?? '';
  return `${Math.floor(Date.parse(time) / 1000)}.${fraction.padEnd(9, '0')}`;
}

async function isMultiplexed(
  connection: EngineConnection,
  id: ContainerId,
  response: IncomingMessage,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (atLeast(connection.api, saysFormat)) return response.headers['content-type'] === multiplexed;
  const { Config } = await connection.call(signal, (docker, abort) => docker.getContainer(id).inspect(abort));
  return !Config.Tty;
}
