import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { SourceRange } from '../diagnostics/source.js';
import type { Engine, ExecSpec } from '../engine/engine.js';
import type { ContainerId } from '../model/names.js';
import type { Hook } from '../model/project.js';
import type { Operation } from '../plan/plan.js';

/** A hook that takes longer will not end any more. */
const limitMs = 10 * 60 * 1000;
const shownLines = 20;

interface HookRun {
  readonly id: ContainerId;
  readonly operation: Operation & { readonly kind: 'run-hook' };
  /** Of the hook. */
  readonly at: SourceRange | undefined;
  readonly signal: AbortSignal;
}

/** Runs a hook to its end. Undefined when it succeeds, else what a person is told. */
export async function runHook(
  engine: Engine,
  { id, operation, at, signal }: HookRun,
): Promise<Diagnostic | undefined> {
  const { hook, phase, container } = operation;
  const limit = AbortSignal.timeout(limitMs);
  const output: string[] = [];
  const told = (code: Diagnostic['code'], what: string): Diagnostic => ({
    code,
    severity: 'error',
    message: `${container.service} hook ${what} (${phase} of container ${container.name})`,
    ...(at && { at }),
    ...(output.length > 0 && { details: output.slice(-shownLines) }),
  });
  try {
    const events = engine.containers.exec(id, execSpecOf(hook), {
      signal: AbortSignal.any([signal, limit]),
    });
    for await (const event of events) {
      if (event.kind === 'output') output.push(event.text);
      else if (event.exitCode !== 0) return told('hook-failed', `exited with status ${event.exitCode}`);
    }
    return undefined;
  } catch (error) {
    if (limit.aborted && !signal.aborted)
      return told('timed-out', `did not end within ${limitMs / 60_000} minutes`);
    throw error;
  }
}

export const execSpecOf = (hook: Hook): ExecSpec => ({
  command: hook.command ?? [],
  environment: Object.entries(hook.environment ?? {}).map(([name, value]) =>
    value === null ? name : `${name}=${value}`,
  ),
  privileged: hook.privileged === true,
  ...(hook.user === undefined ? {} : { user: hook.user }),
  ...(hook.working_dir === undefined ? {} : { workingDir: hook.working_dir }),
});
