import { plan } from '../../app/plan.js';
import { readSavedPlan } from '../../app/saved-plan.js';
import { up } from '../../app/up.js';
import { exitCode as codes } from '../exit-codes.js';
import { placesOf } from '../global-options.js';
import type { Action } from '../run-action.js';
import { showPlan } from './show-plan.js';
import { type PlanFlags, upOptions } from './up-options.js';

export interface UpFlags extends PlanFlags {
  readonly quiet?: boolean;
  readonly detach?: boolean;
  readonly waitTimeout?: number;
  readonly lockTimeout: number;
  readonly dryRun?: boolean;
  /** Path of a saved plan. */
  readonly plan?: string;
}

export const upAction = (services: readonly string[], flags: UpFlags): Action => ({
  quiet: flags.quiet ?? false,
  run: async (session) => {
    const { runtime, options, signals, exitCode } = session;
    const saved = flags.plan === undefined ? undefined : await readSavedPlan(runtime, flags.plan);
    if (flags.plan !== undefined && saved === undefined) return codes.usage;
    const request = {
      ...(saved?.request ?? { project: session.request, services, options: upOptions(flags) }),
      ...(saved === undefined ? {} : { saved }),
    };
    if (flags.dryRun === true || options.dryRun === true)
      return showPlan(session, await plan(runtime, request), {});
    const detached = flags.detach === true || request.options.wait;
    const outcome = await up(runtime, {
      ...request,
      places: placesOf(options),
      lockTimeoutSeconds: flags.lockTimeout,
      ...(flags.waitTimeout === undefined ? {} : { waitTimeoutSeconds: flags.waitTimeout }),
      ...(detached ? {} : { attach: { killSignal: signals.kill } }),
    });
    return exitCode(outcome);
  },
});
