import { down } from '../../app/down.js';
import { parallelOf } from '../global-options.js';
import type { Action } from '../run-action.js';

export interface DownFlags {
  readonly quiet?: boolean;
  readonly volumes?: boolean;
  readonly removeOrphans?: boolean;
  readonly timeout?: number;
  readonly lockTimeout: number;
  readonly rmi?: 'all' | 'local';
}

export const downAction = (services: readonly string[], flags: DownFlags): Action => ({
  quiet: flags.quiet ?? false,
  run: async ({ runtime, request, options, exitCode }) =>
    exitCode(
      await down(runtime, {
        project: request,
        parallel: parallelOf(options),
        lockTimeoutSeconds: flags.lockTimeout,
        options: {
          services,
          removeVolumes: flags.volumes ?? false,
          removeImages: flags.rmi ?? 'none',
          ...(flags.timeout === undefined ? {} : { stopTimeoutSeconds: flags.timeout }),
        },
      }),
    ),
});
