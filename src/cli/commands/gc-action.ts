import { collectGarbage } from '../../app/sessions/collect-garbage.js';
import { renderLeftBehind } from '../../report/left-behind-text.js';
import { placesOf } from '../global-options.js';
import type { Action } from '../run-action.js';
import { answer } from './answer.js';

export interface GcFlags {
  /** Milliseconds. */
  readonly olderThan?: number;
  readonly dryRun?: boolean;
  readonly quiet?: boolean;
}

export const gcAction = (flags: GcFlags): Action => ({
  quiet: flags.quiet ?? false,
  run: (session) => {
    const { runtime, options } = session;
    const dryRun = flags.dryRun === true || options.dryRun === true;
    const request = {
      places: placesOf(options),
      dryRun,
      withoutFolder: true,
      ...(flags.olderThan !== undefined && { olderThanMs: flags.olderThan }),
    };
    return answer(session, collectGarbage(runtime, request), (left) => renderLeftBehind(left, dryRun));
  },
});
