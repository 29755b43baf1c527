import type { Plan } from '../plan/plan.js';
import { type Outcome, settle } from './outcome.js';
import { type DownRequest, prepareDown } from './prepare-down.js';
import { prepareUp, type UpRequest } from './prepare-up.js';
import type { Runtime } from './runtime.js';
import { isStillThePlan, type SavedPlan } from './saved-plan.js';

export interface PlanRequest extends UpRequest {
  /** Where this request comes from: a failure unless the plan is still the same. */
  readonly saved?: SavedPlan;
}

/** What `up` would do. Makes no call that writes. */
export function plan(runtime: Runtime, request: PlanRequest): Promise<Outcome<Plan>> {
  return settle(runtime, async () => {
    const prepared = await prepareUp(runtime, request);
    if (prepared === undefined) return { kind: 'invalid' };
    if (request.saved !== undefined && !isStillThePlan(runtime, request.saved, prepared))
      return { kind: 'failed' };
    return { kind: 'succeeded', value: prepared.plan };
  });
}

/** What `down` would do. Makes no call that writes. */
export function planOfDown(runtime: Runtime, request: DownRequest): Promise<Outcome<Plan>> {
  return settle(runtime, async () => {
    const prepared = await prepareDown(runtime, request);
    return prepared === undefined ? { kind: 'invalid' } : { kind: 'succeeded', value: prepared.plan };
  });
}
