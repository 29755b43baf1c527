import { appendFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, resolve } from 'node:path';
import type { Runtime } from '../../app/runtime.js';
import type { Collected } from '../../app/test/collect.js';
import { test } from '../../app/test/test.js';
import type { Severity } from '../../diagnostics/diagnostic.js';
import type { TestProgram, TestRun } from '../../events/test-run.js';
import { jobSummary } from '../../report/ci/job-summary.js';
import { renderJunit } from '../../report/test/junit.js';
import { processConsole } from '../console.js';
import { exitCode as codes } from '../exit-codes.js';
import { placesOf } from '../global-options.js';
import type { Action, Session } from '../run-action.js';
import { TestRecords } from './test-records.js';
import { upOptions } from './up-options.js';
import { writeOutput } from './write-output.js';

export interface TestFlags {
  readonly cmd?: string;
  readonly depsOnly?: boolean;
  readonly timeout?: number;
  readonly artifacts?: string;
  readonly junit?: string;
  readonly collect: readonly Collected[];
  readonly keep?: boolean;
  readonly repeat: number;
  readonly build?: boolean;
  readonly skip: boolean;
  readonly pull?: 'always' | 'missing' | 'never' | 'policy';
  readonly lockTimeout: number;
  readonly quiet?: boolean;
}

export const testAction = (
  service: string | undefined,
  command: readonly string[],
  flags: TestFlags,
): Action => ({
  quiet: flags.quiet ?? false,
  hasNoDryRun: true,
  tidiesUp: true,
  run: async (session) => {
    const { options, signals, request: project } = session;
    const { workingDir } = session.runtime;
    const artifacts = flags.artifacts === undefined ? undefined : resolve(workingDir, flags.artifacts);
    const notWritten = (severity: Severity) => (error: unknown) => {
      const message = `cannot write to ${flags.artifacts}: ${error instanceof Error ? error.message : String(error)}`;
      session.runtime.emit({
        type: 'diagnostic',
        diagnostic: { code: 'unwritable-file', severity, message },
      });
    };
    if (artifacts !== undefined) {
      // Before anything is there: a run whose artifacts cannot be had is not what was asked for.
      try {
        await mkdir(artifacts, { recursive: true });
      } catch (error) {
        notWritten('error')(error);
        return codes.usage;
      }
    }
    const records =
      artifacts === undefined ? undefined : new TestRecords(artifacts, flags.repeat, notWritten('warning'));
    const runtime: Runtime = {
      ...session.runtime,
      emit: (event) => {
        records?.handle(event);
        session.runtime.emit(event);
        if (event.type === 'test-finished') addToJobSummary(event.run);
      },
    };
    const runs = await test(runtime, {
      project,
      program: programOf(service, command, flags.cmd),
      services: service === undefined ? [] : [service],
      onlyDependencies: flags.depsOnly ?? false,
      options: upOptions({ ...flags, recreate: true }),
      buildsAll: !flags.skip,
      places: placesOf(options),
      lockTimeoutSeconds: flags.lockTimeout,
      ...(flags.timeout !== undefined && { timeoutSeconds: flags.timeout }),
      keep: flags.keep ?? false,
      repeat: flags.repeat,
      ...(artifacts !== undefined && { artifacts }),
      collect: flags.collect,
      console: processConsole(process),
      signals,
    });
    await records?.close();
    const code = exitCodeOf(session, runs);
    if (flags.junit === undefined) return code;
    const isWritten = await writeJunit(session, flags.junit, runs);
    return code === codes.ok && !isWritten ? codes.failure : code;
  },
});

/** GitHub shows what a job writes there on its page. What cannot be written keeps no test from its result. */
function addToJobSummary(run: TestRun): void {
  const path = process.env['GITHUB_STEP_SUMMARY'];
  if (path === undefined || path === '') return;
  try {
    appendFileSync(path, jobSummary(run));
  } catch {
    // The result has been told anyway.
  }
}

const programOf = (
  service: string | undefined,
  command: readonly string[],
  here: string | undefined,
): TestProgram =>
  here !== undefined || service === undefined
    ? { kind: 'on this host', command: here ?? '' }
    : { kind: 'in a container', service, command };

async function writeJunit(session: Session, path: string, runs: readonly TestRun[]): Promise<boolean> {
  const cwd = session.runtime.workingDir;
  // What keeps the folder from being made keeps the file from being written, which is told.
  await mkdir(dirname(resolve(cwd, path)), { recursive: true }).catch(() => undefined);
  return await writeOutput(session, path, renderJunit(runs, { hostname: hostname(), cwd }));
}

const hasNotPassed = (run: TestRun): run is TestRun & { outcome: Exclude<TestRun['outcome'], 'passed'> } =>
  run.outcome !== 'passed';

/** That of the first run that did not pass. */
function exitCodeOf({ exitCode }: Session, runs: readonly TestRun[]): number {
  const run = runs.find(hasNotPassed);
  if (run === undefined) return codes.ok;
  return run.outcome === 'failed'
    ? (run.exitCode ?? codes.failure)
    : exitCode({ kind: withoutResult[run.outcome] });
}

/** How a command ends that did not get as far as the exit code of the test. */
const withoutResult = {
  'not ready': 'failed',
  invalid: 'invalid',
  'timed out': 'timed-out',
  cancelled: 'cancelled',
} as const;
