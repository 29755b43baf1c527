import { up } from '../../app/up.js';
import { parallelOf } from '../global-options.js';
import type { Action } from '../run-action.js';
import { type PlanFlags, upOptions } from './up-options.js';

export interface UpFlags extends PlanFlags {
  readonly quiet?: boolean;
  readonly detach?: boolean;
  readonly waitTimeout?: number;
  readonly lockTimeout: number;
}

export const upAction = (services: readonly string[], flags: UpFlags): Action => ({
  quiet: flags.quiet ?? false,
  run: async ({ runtime, request, options, signals, exitCode }) => {
    const detached = flags.detach === true || flags.wait === true;
    const outcome = await up(runtime, {
      project: request,
      services,
      options: upOptions(flags),
      parallel: parallelOf(options),
      lockTimeoutSeconds: flags.lockTimeout,
      ...(flags.waitTimeout === undefined ? {} : { waitTimeoutSeconds: flags.waitTimeout }),
      ...(detached ? {} : { attach: { killSignal: signals.kill } }),
    });
    return exitCode(outcome);
  },
});
