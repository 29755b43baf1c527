import { down } from '../../app/down.js';
import { planOfDown } from '../../app/plan.js';
import { placesOf } from '../global-options.js';
import type { Action } from '../run-action.js';
import { type DownFlags, downOptions } from './down-options.js';
import { showPlan } from './show-plan.js';

export interface RunDownFlags extends DownFlags {
  readonly quiet?: boolean;
  readonly lockTimeout: number;
  readonly dryRun?: boolean;
}

export const downAction = (services: readonly string[], flags: RunDownFlags): Action => ({
  quiet: flags.quiet ?? false,
  run: async (session) => {
    const { runtime, options, exitCode } = session;
    const request = { project: session.request, options: downOptions(services, flags) };
    if (flags.dryRun === true || options.dryRun === true)
      return showPlan(session, await planOfDown(runtime, request), {});
    const { lockTimeout: lockTimeoutSeconds } = flags;
    return exitCode(await down(runtime, { ...request, places: placesOf(options), lockTimeoutSeconds }));
  },
});
