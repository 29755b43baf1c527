import { plan } from '../../app/plan.js';
import { watch } from '../../app/watch/watch.js';
import { placesOf } from '../global-options.js';
import type { Action } from '../run-action.js';
import { showPlan } from './show-plan.js';
import { upOptions } from './up-options.js';
import { bindWatchKeys, watchKeys } from './watch-keys.js';

export interface WatchFlags {
  readonly up: boolean;
  readonly apply: boolean;
  readonly prune: boolean;
  readonly quiet?: boolean;
  readonly dryRun?: boolean;
  readonly lockTimeout: number;
}

export const watchAction = (services: readonly string[], flags: WatchFlags): Action => ({
  quiet: flags.quiet ?? false,
  keys: [...watchKeys, { key: 'q', does: 'quit' }],
  run: async (session) => {
    const { runtime, keys, request: project, exitCode } = session;
    const request = { project, services, options: upOptions({ recreate: true }) };
    if (flags.dryRun === true || session.options.dryRun === true)
      return showPlan(session, await plan(runtime, request), {});
    const quit = new AbortController();
    keys.on('q', () => quit.abort(new Error('quit')));
    return exitCode(
      await watch(runtime, {
        ...request,
        places: placesOf(session.options),
        lockTimeoutSeconds: flags.lockTimeout,
        bringsUp: flags.up,
        applies: flags.apply,
        prunes: flags.prune,
        quitSignal: quit.signal,
        onControls: (controls) => bindWatchKeys(keys, controls),
      }),
    );
  },
});
