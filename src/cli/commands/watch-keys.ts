import type { WatchControls } from '../../app/watch/watch-session.js';
import type { ShownKey } from '../../report/reporter.js';
import type { Keys } from '../keys.js';

/** What can be done to a watch on a terminal. */
export const watchKeys: readonly ShownKey[] = [
  { key: 'r', does: 'restart' },
  { key: 'b', does: 'rebuild' },
  { key: 'p', does: 'pause' },
];

export function bindWatchKeys(keys: Keys, controls: WatchControls): void {
  keys.on('r', () => controls.restartAll());
  keys.on('b', () => controls.rebuildAll());
  keys.on('p', () => controls.togglePause());
}
