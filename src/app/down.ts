import { executePlan } from '../execute/execute-plan.js';
import type { Places } from '../execute/places.js';
import { nodeDiagnostics } from './node-diagnostics.js';
import { type Outcome, settle, succeeded, tell } from './outcome.js';
import { type DownRequest, openDown, type PreparedDown, planOpenedDown } from './prepare-down.js';
import { underProjectLock } from './project-lock.js';
import type { Runtime } from './runtime.js';

export interface RunDownRequest extends DownRequest {
  /** How many engine calls at once. */
  readonly places: Places;
  /** Seconds to wait while another command changes the project. */
  readonly lockTimeoutSeconds: number;
}

/** Removes what a project has on the engine. Nothing there is a success. */
export function down(runtime: Runtime, request: RunDownRequest): Promise<Outcome> {
  return settle(runtime, async () => {
    const opened = await openDown(runtime, request);
    if (opened === undefined) return { kind: 'invalid' };
    const first = await planOpenedDown(runtime, opened);
    if (first === undefined) return { kind: 'invalid' };
    if (first.plan.nodes.length === 0) return await carryOut(runtime, request, first);
    const { engine, project } = opened;
    const { lockTimeoutSeconds } = request;
    const lock = { engine, project: project.name, command: 'down', timeoutSeconds: lockTimeoutSeconds };
    return await underProjectLock(runtime, lock, async (locked) => {
      // Whoever had the lock before may have removed or made something.
      const prepared = await planOpenedDown(locked, opened);
      return prepared === undefined ? { kind: 'invalid' } : await carryOut(locked, request, prepared);
    });
  });
}

async function carryOut(
  runtime: Runtime,
  { places }: RunDownRequest,
  { plan, observed, engine, locate }: PreparedDown,
): Promise<Outcome> {
  const { signal, emit, now } = runtime;
  const result = await executePlan(plan, {
    engine,
    images: observed.images,
    contents: new Map(),
    locate,
    places,
    settleMs: 0,
    signal,
    emit,
    now,
  });
  tell(runtime, [...nodeDiagnostics(plan, result), ...plan.diagnostics]);
  return result.outcome === 'succeeded' ? succeeded : { kind: result.outcome };
}
