import { removeSession } from '../app/sessions/collect-garbage.js';
import { enginePlaces } from '../execute/places.js';
import type { LibraryRuntime } from './library-runtime.js';

/** Removes all of a copy, also where what began it was called off: only its own signal keeps it from that. */
export async function removeCopy(
  runtime: LibraryRuntime,
  project: string,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  await runtime.call(async (core) => {
    const engine = await core.connect(core.signal);
    return await removeSession(core, engine, { project }, enginePlaces);
  }, signal);
}
