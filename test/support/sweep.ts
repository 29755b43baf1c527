import type { Leftover } from './daemon-answers.js';
import type { DaemonClient } from './daemon-client.js';

/** Removes whatever carries the prefix, and nothing else. Gives back what that was. */
export async function sweep(daemon: DaemonClient, prefix: string): Promise<readonly Leftover[]> {
  const found = await daemon.everythingOf(prefix);
  // The engine keeps a network, a volume or an image while a container uses it.
  const containers = found.filter(({ kind }) => kind === 'container');
  await Promise.all(containers.map((one) => daemon.remove(one)));
  await Promise.all(found.filter((one) => !containers.includes(one)).map((one) => daemon.remove(one)));
  return found;
}
