import { execa, type Options } from 'execa';
import { repositoryRoot } from '../build/repository.js';

/** What one step of `npm run verify` came to. */
export interface StepOutcome {
  readonly name: string;
  readonly result: 'ok' | 'failed' | 'not run';
  readonly seconds: number;
  /** What a person should know beyond the step's own output. */
  readonly note: string;
  readonly passedTests: number;
  readonly failedTests: number;
}

/** A command of node_modules/.bin with its output going straight to the terminal. True: it ended with 0. */
export async function runTool(
  command: string,
  parameters: readonly string[],
  env: NonNullable<Options['env']> = {},
): Promise<boolean> {
  const { failed } = await execa(command, parameters, {
    cwd: repositoryRoot,
    env,
    preferLocal: true,
    reject: false,
    stdin: 'ignore',
    stdout: 'inherit',
    stderr: 'inherit',
  });
  return !failed;
}

export function notRun(name: string, note: string): StepOutcome {
  return { name, result: 'not run', seconds: 0, note, passedTests: 0, failedTests: 0 };
}
