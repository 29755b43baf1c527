import { readFile } from 'node:fs/promises';
import { runTool, type StepOutcome } from './step.js';
import { countTests, type TestCounts } from './vitest-results.js';

/** Runs one project of vitest.config.ts. `reportFolder` is where its JSON report goes. */
export async function runTests(
  project: string,
  reportFolder: string,
): Promise<Pick<StepOutcome, 'result' | 'note' | 'passedTests' | 'failedTests'>> {
  const report = `${reportFolder}/${project}.json`;
  const succeeded = await runTool('vitest', [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  const counts = await readCounts(report);
  if (counts === undefined) {
    return { result: 'failed', note: 'vitest wrote no report', passedTests: 0, failedTests: 0 };
  }
  const { passed, failed, notRun } = counts;
  const ok = succeeded && failed === 0 && notRun === 0 && passed > 0;
  return { result: ok ? 'ok' : 'failed', note: noteOn(counts), passedTests: passed, failedTests: failed };
}

async function readCounts(report: string): Promise<TestCounts | undefined> {
  const text = await readFile(report, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : countTests(JSON.parse(text));
}

function noteOn({ passed, failed, notRun }: TestCounts): string {
  const skipped = notRun === 0 ? '' : `, ${notRun} skipped (which is not allowed)`;
  return `${passed} passed, ${failed} failed${skipped}`;
}
