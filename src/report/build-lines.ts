import type { BuildProgress, BuildStep } from '../engine/engine.js';
import { positionText, stepName } from './build-tally.js';
import { oneLine } from './one-line.js';
import { formatDuration } from './units.js';

/**
 * What is new of a build, line by line, for logs. What the builder does of its own accord says nothing about the
 * Dockerfile and has no lines.
 */
export function buildLines(progress: BuildProgress): readonly string[] {
  switch (progress.kind) {
    case 'step-started':
      return stepLine(progress.step, stepName(progress.step));
    case 'output':
      return progress.lines
        .map(oneLine)
        .filter((line) => line !== '')
        .map((line) => ` | ${line}`);
    case 'step-finished':
      return finishedLines(progress);
    case 'transfer':
    case 'warning':
      return [];
    default:
      return progress satisfies never;
  }
}

/** Times below this, in milliseconds, are not worth a line. */
const shownFrom = 50;

function finishedLines({
  step,
  result,
  durationMs,
}: BuildProgress & { kind: 'step-finished' }): readonly string[] {
  switch (result) {
    case 'cached':
      return stepLine(step, `${stepName(step)} (cached)`);
    case 'done':
      if (durationMs < shownFrom) return [];
      return stepLine(step, `done in ${formatDuration(durationMs)}`);
    case 'failed':
      return stepLine(step, `failed after ${formatDuration(durationMs)}`);
    case 'cancelled':
      return stepLine(step, 'given up');
    default:
      return result satisfies never;
  }
}

const stepLine = ({ position }: BuildStep, text: string): readonly string[] =>
  position === undefined ? [] : [`step ${positionText(position)}: ${text}`];
