import type { TransferProgress } from '../../engine.js';
import { numberAt, textAt } from '../json-value.js';

interface Layer {
  readonly received: number;
  readonly total?: number;
  readonly done: boolean;
}

/** What is known of a pull or push, by layer. */
export type PullTally = ReadonlyMap<string, Layer>;

/** The tally after one more message of the engine; the same one when the message is not about a layer. */
export function tallyAfter(tally: PullTally, message: unknown): PullTally {
  const id = textAt(message, 'id');
  const status = textAt(message, 'status') ?? '';
  // The first message bears the tag in the place of a layer.
  if (id === undefined || /^Pulling from |^The push refers /.test(status)) return tally;
  const layer = layerAfter(tally.get(id) ?? { received: 0, done: false }, status, message);
  return new Map(tally).set(id, layer);
}

function layerAfter(layer: Layer, status: string, message: unknown): Layer {
  switch (status) {
    case 'Downloading':
    case 'Pushing': {
      const received = numberAt(message, 'progressDetail', 'current') ?? layer.received;
      const total = numberAt(message, 'progressDetail', 'total') ?? layer.total;
      return { done: false, received, ...(total === undefined ? {} : { total }) };
    }
    case 'Verifying Checksum':
    case 'Download complete':
    case 'Extracting':
      return { ...layer, received: layer.total ?? layer.received };
    case 'Pull complete':
    case 'Already exists':
    case 'Pushed':
    case 'Layer already exists':
      return { ...layer, received: layer.total ?? layer.received, done: true };
    default:
      return layer;
  }
}

export function pullProgress(tally: PullTally): TransferProgress {
  const layers = [...tally.values()];
  const totals = layers.flatMap(({ total }) => (total === undefined ? [] : [total]));
  return {
    receivedBytes: sum(layers.map(({ received }) => received)),
    ...(totals.length === 0 ? {} : { totalBytes: sum(totals) }),
    layersDone: layers.filter(({ done }) => done).length,
    layers: layers.length,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
