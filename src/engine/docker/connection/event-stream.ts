import type { IncomingMessage } from 'node:http';
import type { CallOptions, EngineEvent, EngineLogEntry, LabelFilter } from '../../engine.js';
import { EngineError } from '../../engine-error.js';
import { engineEvent, engineLogEntry, heardActions } from '../translate/engine-event.js';
import { labelFilters } from '../translate/label-filters.js';
import type { EngineConnection } from './engine-connection.js';
import { textLines } from './json-lines.js';

/** Resolves with the head of the response: the engine sends it once it listens, so nothing after it is missed. */
export async function subscribe(
  connection: EngineConnection,
  filter: LabelFilter,
  { signal }: CallOptions,
): Promise<AsyncIterable<EngineEvent>> {
  const filters = { type: ['container'], event: heardActions, ...labelFilters(filter) };
  const query = { filters: JSON.stringify(filters) };
  const response = await connection.open({ method: 'GET', path: '/events', query }, signal);
  return heardEvents(connection, response, signal);
}

async function* heardEvents(
  connection: EngineConnection,
  response: IncomingMessage,
  signal: AbortSignal | undefined,
): AsyncGenerator<EngineEvent> {
  try {
    for await (const line of textLines(response)) {
      const event = engineEvent(line);
      if (event !== undefined) yield event;
    }
  } catch (error) {
    if (signal?.aborted) return;
    throw connection.failure(error, signal);
  }
  if (signal?.aborted) return;
  throw new EngineError('the Docker Engine ended the stream of events', { kind: 'connection-lost' });
}

/** Everything of containers, in the words of the engine. */
export async function* readEventLog(
  connection: EngineConnection,
  filter: LabelFilter,
  { signal, since, until }: CallOptions & { readonly since?: string; readonly until?: string },
): AsyncGenerator<EngineLogEntry> {
  const filters = JSON.stringify({ type: ['container'], ...labelFilters(filter) });
  try {
    const request = {
      method: 'GET',
      path: '/events',
      query: { filters, since: unixTime(since), until: unixTime(until) },
    } as const;
    for await (const line of textLines(await connection.open(request, signal))) yield engineLogEntry(line);
  } catch (error) {
    if (signal?.aborted) return;
    throw connection.failure(error, signal);
  }
}

/** The engine takes other forms for logs than for events. */
function unixTime(time: string | undefined): string | undefined {
  if (time === undefined) return undefined;
  const fraction = /\.(\d{1,9})/.exec(time)?.[1] ?? '0';
  return `${Math.floor(Date.parse(time) / 1000)}.${fraction.padEnd(9, '0')}`;
}
