import type { TestRun } from '../../events/test-run.js';
import type { Runtime } from '../runtime.js';
import type { TestRequest } from './test-request.js';
import { runTest } from './test-run.js';

/**
 * Runs a program in an environment of its own, made for it and removed after it whatever happens, as often as is asked
 * for. Ends early when it is called off, and where something is to be kept.
 */
export async function test(runtime: Runtime, request: TestRequest): Promise<readonly TestRun[]> {
  const runs: TestRun[] = [];
  for (let number = 1; number <= request.repeat; number += 1) {
    const run = await runTest(runtime, request, number);
    runs.push(run);
    runtime.emit({ type: 'test-finished', run });
    if (run.isKept || run.outcome === 'cancelled' || run.outcome === 'invalid') break;
  }
  if (request.repeat > 1) runtime.emit({ type: 'tests-finished', runs });
  return runs;
}
