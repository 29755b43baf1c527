import { describe, expect, test } from 'vitest';
import { countTests } from '../../../scripts/verify/vitest-results.js';

const file = (status: string, ...tests: readonly string[]) => ({
  status,
  assertionResults: tests.map((one) => ({ status: one })),
});

describe('countTests', () => {
  test('sums over all files', () => {
    const report = { testResults: [file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed')] };
    expect(countTests(report)).toEqual({ passed: 3, failed: 1, notRun: 0 });
  });

  test('counts a file that could not be loaded as a failure', () => {
    expect(countTests({ testResults: [file('failed')] })).toEqual({ passed: 0, failed: 1, notRun: 0 });
  });

  test('does not count skipped and announced tests as passed', () => {
    const report = { testResults: [file('passed', 'passed', 'skipped', 'todo', 'pending')] };
    expect(countTests(report)).toEqual({ passed: 1, failed: 0, notRun: 3 });
  });

  test('refuses what is not a report', () => {
    expect(() => countTests({})).toThrow('not a report');
  });
});
