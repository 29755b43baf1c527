import type { TestOutcome, TestProgram, TestRun } from '../../events/test-run.js';
import { maskText } from '../../model/secret-values.js';
import { formatDuration } from '../units.js';

const verdicts: Readonly<Record<TestOutcome, string>> = {
  passed: 'Passed',
  failed: 'Failed',
  'not ready': 'Not run, because not everything came up',
  invalid: 'Not run',
  'timed out': 'Timed out',
  cancelled: 'Interrupted',
};

/** What is run, without what looks secret in it. */
export const programText = (program: TestProgram): string =>
  maskText(
    program.kind === 'on this host' ? program.command : [program.service, ...program.command].join(' '),
  );

/** For example `Failed: tests npm test (exit code 3) after 4.2s; ready after 2.1s`. */
export function testText(run: TestRun): string {
  const { number, of, outcome, program, exitCode, durationMs } = run;
  const which = of === 1 ? '' : ` ${number} of ${of}`;
  const code = exitCode === undefined || exitCode === 0 ? '' : ` (exit code ${exitCode})`;
  const ready = run.phases.find(({ phase }) => phase === 'set up');
  const readyText =
    ready === undefined || exitCode === undefined ? '' : `; ready after ${formatDuration(ready.durationMs)}`;
  return `${verdicts[outcome]}${which}: ${programText(program)}${code} in ${formatDuration(durationMs)}${readyText}`;
}

/** What several runs come to. */
export function repeatedText(runs: readonly TestRun[]): string {
  const failed = runs.filter(({ outcome }) => outcome !== 'passed');
  if (failed.length === 0) return `All ${runs.length} runs passed.`;
  const numbers = failed.map(({ number }) => number).join(', ');
  return `${failed.length} of ${runs.length} runs did not pass: ${numbers}.`;
}
