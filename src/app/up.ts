import { executePlan } from '../execute/execute-plan.js';
import type { Places } from '../execute/places.js';
import { type AttachOptions, type AttachOutcome, attach, stopAttached } from './attach.js';
import { checkAttach } from './check-attach.js';
import { nodeDiagnostics } from './node-diagnostics.js';
import { type Outcome, settle, succeeded, tell } from './outcome.js';
import type { PlanRequest } from './plan.js';
import { openUp, type PreparedUp, planOpened } from './prepare-up.js';
import { underProjectLock } from './project-lock.js';
import type { Runtime } from './runtime.js';
import { isStillThePlan } from './saved-plan.js';
import { limitTime } from './time-limit.js';

export interface RunUpRequest extends PlanRequest {
  /** How many engine calls at once. */
  readonly places: Places;
  /** Seconds to wait while another command changes the project. */
  readonly lockTimeoutSeconds: number;
  /** With `--wait`: seconds until it counts as failed. */
  readonly waitTimeoutSeconds?: number;
  /** Show the logs and stay until all containers have ended or the user stops them; absent: detached. */
  readonly attach?: AttachOptions;
}

/** A container without a health check is ready when it has run this long, in milliseconds: most that cannot start fail sooner. */
const settleMs = 500;

export function up(runtime: Runtime, request: RunUpRequest): Promise<AttachOutcome> {
  return settle(runtime, async () => {
    const opened = await openUp(runtime, request);
    if (opened === undefined) return { kind: 'invalid' };
    const wrong = request.attach === undefined ? [] : checkAttach(opened.selection, request.attach);
    tell(runtime, wrong);
    if (wrong.some(({ severity }) => severity === 'error')) return { kind: 'invalid' };
    let planned = await planOpened(runtime, opened);
    const carryOutPlanned = async (locked: Runtime): Promise<Outcome> => {
      tell(locked, planned.diagnostics);
      if (!planned.ok) return { kind: 'invalid' };
      if (request.saved !== undefined && !isStillThePlan(locked, request.saved, planned.value))
        return { kind: 'failed' };
      return await carryOut(locked, request, planned.value);
    };
    const { engine, selection } = opened;
    const { lockTimeoutSeconds } = request;
    const lock = {
      engine,
      project: selection.project.name,
      command: 'up',
      timeoutSeconds: lockTimeoutSeconds,
    };
    // Where there is nothing to do, nobody has to wait and nothing more is asked of the engine.
    const outcome =
      !planned.ok || planned.value.plan.nodes.length === 0
        ? await carryOutPlanned(runtime)
        : await underProjectLock(runtime, lock, async (locked) => {
            // Whoever had the lock before may have done it.
            planned = await planOpened(locked, opened);
            return await carryOutPlanned(locked);
          });
    const done = outcome.kind === 'succeeded' ? { ...outcome, value: { exitCode: 0 } } : outcome;
    if (!planned.ok || request.attach === undefined) return done;
    const prepared = planned.value;
    if (outcome.kind === 'succeeded') return attach(runtime, prepared, request.attach, request.places);
    // Who would have stayed and is called off wants nothing left running.
    if (outcome.kind === 'cancelled') {
      await stopAttached(runtime, prepared, request.attach, request.places, 'asked');
    }
    return done;
  });
}

async function carryOut(runtime: Runtime, request: RunUpRequest, prepared: PreparedUp): Promise<Outcome> {
  const { plan, engine, observed, contents, locate } = prepared;
  const { emit, now } = runtime;
  const limit = limitTime(runtime.signal, request.waitTimeoutSeconds);
  try {
    const { places } = request;
    const result = await executePlan(plan, {
      engine,
      images: observed.images,
      contents,
      locate,
      places,
      settleMs,
      signal: limit.signal,
      emit,
      now,
    });
    tell(runtime, nodeDiagnostics(plan, result));
    if (limit.expired()) {
      tell(runtime, [limit.diagnostic()]);
      return { kind: 'timed-out' };
    }
    return result.outcome === 'succeeded' ? succeeded : { kind: result.outcome };
  } finally {
    limit.clear();
  }
}
