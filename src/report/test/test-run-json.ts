import { diagnosticToJson } from '../../diagnostics/diagnostic-json.js';
import { portVariables } from '../../events/port-variables.js';
import type { TestRun } from '../../events/test-run.js';
import { programText } from './test-text.js';

/** A test run for programs. Durations are whole milliseconds; keys are only ever added. */
export const testRunToJson = (run: TestRun) => ({
  number: run.number,
  of: run.of,
  program: programText(run.program),
  where: run.program.kind,
  ...(run.project !== undefined && { project: run.project }),
  ...(run.copy !== undefined && { copy: run.copy }),
  startedAt: run.startedAt,
  outcome: run.outcome,
  ...(run.exitCode !== undefined && { exitCode: run.exitCode }),
  durationMs: Math.round(run.durationMs),
  phases: run.phases.map(({ phase, durationMs }) => ({ phase, durationMs: Math.round(durationMs) })),
  ready: run.ready.map(({ service, replica, afterMs }) => ({
    service,
    replica,
    afterMs: Math.round(afterMs),
  })),
  addresses: portVariables(run.addresses),
  errors: run.errors.map(diagnosticToJson),
  kept: run.isKept,
});
