import type { TestProgram } from '../../events/test-run.js';
import type { UpOptions } from '../../plan/up-options.js';
import type { Console } from '../console.js';
import type { ProgramSignals } from '../program-end.js';
import type { RunOptions } from '../run-planned.js';
import type { ProjectRequest } from '../runtime.js';
import type { Collected } from './collect.js';

export interface TestRequest extends Omit<RunOptions, 'waitTimeoutSeconds'> {
  /** Of which every run gets a copy; one by a name has that in the name of the copy. */
  readonly project: ProjectRequest;
  readonly program: TestProgram;
  /** What is brought up beside what the program needs; empty: everything, except what depends on the program. */
  readonly services: readonly string[];
  /** Only what the service of the program depends on is brought up. */
  readonly onlyDependencies: boolean;
  readonly options: UpOptions;
  /** Seconds that one run may take, without what is done after it. */
  readonly timeoutSeconds?: number;
  /** One that does not pass is left as it is. */
  readonly keep: boolean;
  /** How many times; 1 or more. */
  readonly repeat: number;
  /** Absolute path of a folder for what helps to see why a run failed. */
  readonly artifacts?: string;
  /** Files and folders that are copied out of containers when the program has ended; they go to the artifacts. */
  readonly collect: readonly Collected[];
  readonly console: Console;
  readonly signals: ProgramSignals;
}
