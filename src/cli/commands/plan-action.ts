import { plan } from '../../app/plan.js';
import { planToJson } from '../../report/plan-json.js';
import { renderPlan } from '../../report/render-plan.js';
import { exitCode as codes } from '../exit-codes.js';
import type { Action } from '../run-action.js';
import { type PlanFlags, upOptions } from './up-options.js';

export interface PlanCommandFlags extends PlanFlags {
  readonly json?: boolean;
  readonly verbose?: boolean;
  readonly detailedExitcode?: boolean;
}

export const planAction = (services: readonly string[], flags: PlanCommandFlags): Action => ({
  run: async ({ runtime, request, print, color, exitCode }) => {
    const outcome = await plan(runtime, { project: request, services, options: upOptions(flags) });
    // With this flag 2 means changes, so that a mistake has to be something else.
    if (outcome.kind === 'invalid' && flags.detailedExitcode === true) return codes.failure;
    if (outcome.kind !== 'succeeded') return exitCode(outcome);
    const { value } = outcome;
    print(
      flags.json === true
        ? `${JSON.stringify(planToJson(value), null, 2)}\n`
        : `${renderPlan(value, { color, verbose: flags.verbose ?? false })}\n`,
    );
    return flags.detailedExitcode === true && value.nodes.length > 0 ? codes.usage : codes.ok;
  },
});
