import { expect, test } from 'vitest';
import { notRun } from '../../../scripts/verify/step.js';
import { renderSummary } from '../../../scripts/verify/summary.js';

test('the summary ends with a line that sums the tests of all steps', () => {
  const text = renderSummary([
    { name: 'types', result: 'ok', seconds: 4.21, note: '', passedTests: 0, failedTests: 0 },
    { name: 'unit tests', result: 'failed', seconds: 12, note: '7 passed', passedTests: 7, failedTests: 1 },
    notRun('package test', 'the build failed'),
  ]);
  expect(text).toBe(`
types         ok          4.2 s
unit tests    failed     12.0 s  7 passed
package test  not run     0.0 s  the build failed

7 passed, 1 failed
`);
});
