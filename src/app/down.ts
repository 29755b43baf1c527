import { executePlan } from '../execute/execute-plan.js';
import { nodeDiagnostics } from './node-diagnostics.js';
import { type Outcome, settle, succeeded, tell } from './outcome.js';
import { type DownRequest, prepareDown } from './prepare-down.js';
import type { Runtime } from './runtime.js';

export interface RunDownRequest extends DownRequest {
  /** How many engine calls at once. */
  readonly parallel: number;
}

/** Removes what a project has on the engine. Nothing there is a success. */
export function down(runtime: Runtime, request: RunDownRequest): Promise<Outcome> {
  return settle(runtime, async () => {
    const prepared = await prepareDown(runtime, request);
    if (prepared === undefined) return { kind: 'invalid' };
    const { plan, observed, engine, locate } = prepared;
    const { signal, emit, now } = runtime;
    const { parallel } = request;
    const result = await executePlan(plan, {
      engine,
      images: observed.images,
      contents: new Map(),
      locate,
      parallel,
      settleMs: 0,
      signal,
      emit,
      now,
    });
    tell(runtime, nodeDiagnostics(plan, result));
    return result.outcome === 'succeeded' ? succeeded : { kind: result.outcome };
  });
}
