import { logs } from '../../app/logs.js';
import type { Action } from '../run-action.js';
import type { LogsFlags } from './logs.js';

export const logsAction = (services: readonly string[], flags: LogsFlags): Action => ({
  logs: { timestamps: flags.timestamps ?? false, prefix: flags.logPrefix, announce: false },
  color: flags.color,
  run: async ({ runtime, request, exitCode }) => {
    const { tail, since, until } = flags;
    const outcome = await logs(runtime, {
      project: request,
      services,
      options: {
        follow: flags.follow ?? false,
        ...(tail === undefined ? {} : { tail }),
        ...(since === undefined ? {} : { since }),
        ...(until === undefined ? {} : { until }),
      },
    });
    return exitCode(outcome);
  },
});
