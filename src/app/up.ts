import { executePlan } from '../execute/execute-plan.js';
import { type AttachOptions, attach, stopAttached } from './attach.js';
import { nodeDiagnostics } from './node-diagnostics.js';
import { type Outcome, settle, succeeded, tell } from './outcome.js';
import type { PlanRequest } from './plan.js';
import { type PreparedUp, prepareUp } from './prepare-up.js';
import type { Runtime } from './runtime.js';
import { isStillThePlan } from './saved-plan.js';
import { limitTime } from './time-limit.js';

export interface RunUpRequest extends PlanRequest {
  /** How many engine calls at once. */
  readonly parallel: number;
  /** With `--wait`: seconds until it counts as failed. */
  readonly waitTimeoutSeconds?: number;
  /** Show the logs and stay until all containers have ended or the user stops them; absent: detached. */
  readonly attach?: AttachOptions;
}

/** A container without a health check is ready when it has run this long, in milliseconds: most that cannot start fail sooner. */
const settleMs = 500;

export function up(runtime: Runtime, request: RunUpRequest): Promise<Outcome> {
  return settle(runtime, async () => {
    const prepared = await prepareUp(runtime, request);
    if (prepared === undefined) return { kind: 'invalid' };
    if (request.saved !== undefined && !isStillThePlan(runtime, request.saved, prepared))
      return { kind: 'failed' };
    const outcome = await carryOut(runtime, request, prepared);
    if (request.attach === undefined) return outcome;
    if (outcome.kind === 'succeeded') return attach(runtime, prepared, request.attach, request.parallel);
    // Who would have stayed and is called off wants nothing left running.
    if (outcome.kind === 'cancelled') {
      await stopAttached(runtime, prepared, request.attach.killSignal, request.parallel);
    }
    return outcome;
  });
}

async function carryOut(runtime: Runtime, request: RunUpRequest, prepared: PreparedUp): Promise<Outcome> {
  const { plan, engine, observed, contents, locate } = prepared;
  const { emit, now } = runtime;
  const limit = limitTime(runtime.signal, request.waitTimeoutSeconds);
  try {
    const { parallel } = request;
    const result = await executePlan(plan, {
      engine,
      images: observed.images,
      contents,
      locate,
      parallel,
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
