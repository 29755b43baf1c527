import { containerPromises } from './container-promises.js';
import { eventPromises } from './event-promises.js';
import { lockPromises } from './lock-promises.js';
import { logPromises } from './log-promises.js';
import { resourcePromises } from './resource-promises.js';
import type { Subject } from './world.js';

/** What callers of the engine port rely on. The subject is asked for inside of tests only. */
export function engineContract(subject: () => Subject): void {
  containerPromises(subject);
  eventPromises(subject);
  lockPromises(subject);
  logPromises(subject);
  resourcePromises(subject);
}
