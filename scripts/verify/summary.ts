import type { StepOutcome } from './step.js';

/** A table of the steps, and as the very last line `N passed, N failed`, which scripts may read. */
export function renderSummary(outcomes: readonly StepOutcome[]): string {
  const width = Math.max(...outcomes.map(({ name }) => name.length));
  const rows = outcomes.map(({ name, result, seconds, note }) =>
    [name.padEnd(width), result.padEnd(7), `${seconds.toFixed(1)} s`.padStart(8), note].join('  ').trimEnd(),
  );
  const sum = (pick: (outcome: StepOutcome) => number): number =>
    outcomes.reduce((total, outcome) => total + pick(outcome), 0);
  const passed = sum(({ passedTests }) => passedTests);
  const failed = sum(({ failedTests }) => failedTests);
  return `\n${rows.join('\n')}\n\n${passed} passed, ${failed} failed\n`;
}
