import { down } from '../../app/down.js';
import { wait } from '../../app/wait.js';
import { placesOf } from '../global-options.js';
import type { Action } from '../run-action.js';
import { downOptions } from './down-options.js';

export interface WaitFlags {
  readonly downProject?: boolean;
  readonly lockTimeout: number;
}

export const waitAction = (services: readonly string[], flags: WaitFlags): Action => ({
  hasNoDryRun: true,
  run: async ({ runtime, request: project, options, print, exitCode }) => {
    const goesDown = flags.downProject === true;
    const outcome = await wait(runtime, {
      project,
      services,
      until: goesDown ? 'first' : 'all',
      ended: ({ id, exitCode: code }) => print(`container "${id}" exited with status code ${code}\n`),
    });
    if (outcome.kind !== 'succeeded') return exitCode(outcome);
    if (!goesDown) return outcome.value.exitCode;
    const downed = await down(runtime, {
      project,
      options: downOptions([], {}),
      places: placesOf(options),
      lockTimeoutSeconds: flags.lockTimeout,
    });
    return downed.kind === 'succeeded' ? outcome.value.exitCode : exitCode(downed);
  },
});
