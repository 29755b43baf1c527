import { logs } from '../../app/logs.js';
import type { Action } from '../run-action.js';

export interface LogsFlags {
  readonly follow?: boolean;
  readonly format: 'text' | 'json';
  readonly grep?: RegExp;
  readonly index?: number;
  /** Absent: all. */
  readonly tail?: number;
  readonly timestamps?: boolean;
  /** RFC 3339. */
  readonly since?: string;
  readonly until?: string;
  readonly logPrefix: boolean;
  readonly color: boolean;
}

export const logsAction = (services: readonly string[], flags: LogsFlags): Action => ({
  logs: {
    format: flags.format,
    timestamps: flags.timestamps ?? false,
    prefix: flags.logPrefix,
    announce: false,
  },
  color: flags.color,
  run: async ({ runtime, request, exitCode }) => {
    const { tail, since, until, grep, index } = flags;
    const outcome = await logs(runtime, {
      project: request,
      services,
      ...(grep === undefined ? {} : { matching: grep }),
      ...(index === undefined ? {} : { index }),
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
