import { planOfDown } from '../../app/plan.js';
import type { Action } from '../run-action.js';
import { type DownFlags, downOptions } from './down-options.js';
import { showPlan } from './show-plan.js';
import type { ShowPlanFlags } from './show-plan-flags.js';

export interface PlanDownFlags extends DownFlags, ShowPlanFlags {}

export const planDownAction = (services: readonly string[], flags: PlanDownFlags): Action => ({
  run: async (session) => {
    const { runtime, request: project } = session;
    return showPlan(
      session,
      await planOfDown(runtime, { project, options: downOptions(services, flags) }),
      flags,
    );
  },
});
