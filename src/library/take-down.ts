import { down } from '../app/down.js';
import { removeSession } from '../app/sessions/collect-garbage.js';
import { enginePlaces } from '../execute/places.js';
import { type LibraryRuntime, lockTimeoutSeconds } from './library-runtime.js';

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

/** @param volumes and the images that were built, too */
export async function takeDown(
  runtime: LibraryRuntime,
  volumes: boolean,
  signal?: AbortSignal,
): Promise<void> {
  const options = {
    services: [],
    removeVolumes: volumes,
    removeImages: volumes ? 'local' : 'none',
  } as const;
  const request = { project: runtime.request, options, places: enginePlaces, lockTimeoutSeconds };
  await runtime.call((core) => down(core, request), signal);
}
