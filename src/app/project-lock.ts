import { setTimeout as delay } from 'node:timers/promises';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Engine, LockClaim, LockRequest } from '../engine/engine.js';
import { EngineError } from '../engine/engine-error.js';
import type { ProjectName } from '../model/names.js';
import { type Outcome, tell } from './outcome.js';
import type { Runtime } from './runtime.js';

export interface LockedWork {
  readonly engine: Engine;
  readonly project: ProjectName;
  /** For those who wait meanwhile, for example `up`. */
  readonly command: string;
  /** Of a copy: whom it belongs to. */
  readonly labels?: LockRequest['labels'];
  /** Seconds that another command may keep us waiting. */
  readonly timeoutSeconds: number;
}

const tryAgainMs = 200;

/**
 * Does what changes a project while no other command does, on this host or another. `work` gets a runtime whose
 * signal also aborts when the lock is lost: what it has begun is then undone.
 */
export async function underProjectLock(
  runtime: Runtime,
  request: LockedWork,
  work: (runtime: Runtime) => Promise<Outcome>,
): Promise<Outcome> {
  const { engine, project, command, labels = {} } = request;
  const holder = `\`stack ${command}\` of ${runtime.caller}`;
  const claim = await engine.locks.claim({ name: project, holder, labels }, { signal: runtime.signal });
  if (claim === undefined) {
    tell(runtime, [noLocks]);
    return await work(runtime);
  }
  try {
    const waited = await waitForTurn(runtime, request, claim);
    if (waited !== undefined) {
      tell(runtime, [waited]);
      return { kind: 'failed' };
    }
    const signal = AbortSignal.any([runtime.signal, claim.lost]);
    const outcome = await work({ ...runtime, signal });
    if (!claim.lost.aborted || runtime.signal.aborted) return outcome;
    tell(runtime, [lockLost(claim.lost.reason)]);
    return { kind: 'failed' };
  } finally {
    await claim.release();
  }
}

/** Undefined when it is our turn. */
async function waitForTurn(
  runtime: Runtime,
  { project, timeoutSeconds }: LockedWork,
  claim: LockClaim,
): Promise<Diagnostic | undefined> {
  const { signal, now } = runtime;
  const end = now() + timeoutSeconds * 1000;
  let told = '';
  for (;;) {
    const attempt = await claim.attempt();
    if (attempt.kind === 'acquired') return undefined;
    const held = `${attempt.by} is changing project "${project}" (since ${attempt.since})`;
    if (now() >= end) {
      return {
        code: 'locked',
        severity: 'error',
        message: `${held}, and was not done within ${timeoutSeconds} seconds`,
        help: 'wait for it, end it, or wait longer with `--lock-timeout`',
      };
    }
    if (told !== held) tell(runtime, [{ code: 'locked', severity: 'note', message: `waiting: ${held}` }]);
    told = held;
    await delay(tryAgainMs, undefined, { signal });
  }
}

const noLocks: Diagnostic = {
  code: 'no-locks',
  severity: 'warning',
  message: 'this engine has no sessions, so nothing keeps two commands from changing a project at once',
  help: 'do not run `up` or `down` of one project twice at the same time',
};

function lockLost(reason: unknown): Diagnostic {
  const message = reason instanceof EngineError ? reason.message : String(reason);
  return {
    code: 'lock-lost',
    severity: 'error',
    message,
    help: 'run the command again: it goes on from here',
  };
}
