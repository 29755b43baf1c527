import { containerId } from '../../../model/names.js';
import type { EngineEvent, EngineEventAction, EngineLogEntry } from '../../engine.js';
import { textAt, textsAt } from '../json-value.js';
import { healthStatus } from './engine-words.js';

/** The engine's words for the events of a container that callers hear of; asked for by these names. */
export const heardActions = [
  'create',
  'start',
  'stop',
  'die',
  'pause',
  'unpause',
  'rename',
  'destroy',
  'oom',
  'health_status',
] as const;

/** Attributes that the engine adds to a container's labels. */
const notLabels: ReadonlySet<string> = new Set(['name', 'image', 'exitCode', 'execDuration', 'oldName']);

/**
 * One line of the engine's `/events`. Undefined for what is not an event of a container that callers hear of.
 */
export function engineEvent(line: string): EngineEvent | undefined {
  const message: unknown = JSON.parse(line);
  const id = textAt(message, 'Actor', 'ID');
  const word = textAt(message, 'Action') ?? '';
  const attributes = textsAt(message, 'Actor', 'Attributes');
  const action = eventAction(word, attributes);
  if (id === undefined || action === undefined) return undefined;
  const labels = Object.entries(attributes).filter(([key]) => !notLabels.has(key));
  return {
    id: containerId(id),
    name: attributes['name'] ?? '',
    labels: Object.fromEntries(labels),
    timeNano: timeNanoIn(line),
    ...action,
  };
}

/** One line of the engine's `/events` about a container, as it is. */
export function engineLogEntry(line: string): EngineLogEntry {
  const message: unknown = JSON.parse(line);
  return {
    id: containerId(textAt(message, 'Actor', 'ID') ?? ''),
    action: textAt(message, 'Action') ?? '',
    attributes: textsAt(message, 'Actor', 'Attributes'),
    timeNano: timeNanoIn(line),
  };
}

/** Read as text: as a number it would lose its last digits. */
const timeNanoIn = (line: string): string => /"timeNano":(\d+)/.exec(line)?.[1] ?? '0';

function eventAction(
  word: string,
  attributes: Readonly<Record<string, string>>,
): EngineEventAction | undefined {
  switch (word) {
    case 'create':
      return { action: 'created' };
    case 'start':
      return { action: 'started' };
    case 'stop':
      return { action: 'stopped' };
    case 'die':
      return { action: 'died', exitCode: Number(attributes['exitCode'] ?? 0) };
    case 'pause':
      return { action: 'paused' };
    case 'unpause':
      return { action: 'unpaused' };
    case 'rename':
      return { action: 'renamed' };
    case 'destroy':
      return { action: 'removed' };
    case 'oom':
      return { action: 'out-of-memory' };
    default: {
      const status = /^health_status: (\w+)$/.exec(word)?.[1];
      const health = status === undefined ? undefined : healthStatus(status);
      return health === undefined ? undefined : { action: 'health', status: health };
    }
  }
}
