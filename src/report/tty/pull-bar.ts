import type { TransferProgress } from '../../engine/engine.js';
import { formatBytes } from '../units.js';
import type { Line } from './line.js';

const barWidth = 20;

/** A rate of less than this, in milliseconds, says little. */
const ratedFrom = 1000;

/**
 * The progress of a pull over all layers; layers instead of bytes as long as the engine has named no size.
 *
 * @param elapsedMs since something came for the first time
 */
export function pullBar(
  { receivedBytes, totalBytes, layersDone, layers }: TransferProgress,
  elapsedMs: number,
): Line {
  if (totalBytes === undefined || totalBytes === 0) {
    return layers === 0 ? [] : [{ text: `${layersDone} of ${layers} layers`, style: 'dim' }];
  }
  // Layers become known one after the other, so for a moment more can have come than was announced.
  const share = Math.min(1, receivedBytes / totalBytes);
  const filled = Math.floor(share * barWidth);
  return [
    { text: '█'.repeat(filled), style: 'cyan' },
    { text: '░'.repeat(barWidth - filled), style: 'dim' },
    { text: `  ${formatBytes(receivedBytes)} of ${formatBytes(totalBytes)}`, style: 'dim' },
    ...(elapsedMs < ratedFrom
      ? []
      : [{ text: `  ${formatBytes((receivedBytes / elapsedMs) * 1000)}/s`, style: 'dim' } as const]),
  ];
}
