/** Counts of one vitest run, as its JSON reporter gives them. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  /** Skipped, or only announced: nothing was shown by them, so a run that has some is not a pass. */
  readonly notRun: number;
}

/** A file that could not even be loaded counts as one failed test. */
export function countTests(report: unknown): TestCounts {
  const files: unknown = field(report, 'testResults');
  if (!Array.isArray(files)) throw new Error('this is not a report of vitest');
  const statuses = files.flatMap((file): readonly unknown[] => {
    const tests: unknown = field(file, 'assertionResults');
    if (Array.isArray(tests) && tests.length > 0) return tests.map((test) => field(test, 'status'));
    return [field(file, 'status')];
  });
  const count = (status: string): number => statuses.filter((one) => one === status).length;
  const passed = count('passed');
  const failed = count('failed');
  return { passed, failed, notRun: statuses.length - passed - failed };
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
