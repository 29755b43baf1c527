import { plan } from '../../app/plan.js';
import { savedPlanText, savePlan } from '../../app/saved-plan.js';
import { planToJson } from '../../report/plan-json.js';
import { exitCode as codes } from '../exit-codes.js';
import type { Action } from '../run-action.js';
import { showPlan } from './show-plan.js';
import type { ShowPlanFlags } from './show-plan-flags.js';
import { type PlanFlags, upOptions } from './up-options.js';
import { writeOutput } from './write-output.js';

export interface PlanCommandFlags extends PlanFlags, ShowPlanFlags {
  readonly out?: string;
}

export const planAction = (services: readonly string[], flags: PlanCommandFlags): Action => ({
  run: async (session) => {
    const { runtime, request: project } = session;
    const request = { project, services, options: upOptions(flags) };
    if (flags.out === undefined) return showPlan(session, await plan(runtime, request), flags);
    const outcome = await savePlan(runtime, request);
    if (outcome.kind !== 'succeeded') return showPlan(session, outcome, flags);
    const { value } = outcome;
    const text = savedPlanText(value, planToJson(value.plan));
    if (!(await writeOutput(session, flags.out, text, forUserOnly))) return codes.failure;
    return showPlan(session, { kind: 'succeeded', value: value.plan }, flags);
  },
});

/** It tells more about a project than a file of it does. */
const forUserOnly = 0o600;
