import type { Plan } from '../plan/plan.js';
import { type Outcome, settle } from './outcome.js';
import { prepareUp, type UpRequest } from './prepare-up.js';
import type { Runtime } from './runtime.js';

/** What `up` would do. Makes no call that writes. */
export function plan(runtime: Runtime, request: UpRequest): Promise<Outcome<Plan>> {
  return settle(runtime, async () => {
    const prepared = await prepareUp(runtime, request);
    return prepared === undefined ? { kind: 'invalid' } : { kind: 'succeeded', value: prepared.plan };
  });
}
