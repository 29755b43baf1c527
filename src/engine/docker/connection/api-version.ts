import { EngineError } from '../../engine-error.js';

/** Docker 20.10, the oldest that Debian 12 and its contemporaries carry. */
const oldest = '1.41';
/** Docker 28.3 to 28.5; what a newer engine adds is not asked for. */
const newest = '1.51';

/**
 * The version to speak with an engine that offers up to `offered`. Throws an `EngineError` when that is too old.
 */
export function negotiateApiVersion(offered: string): string {
  if (!atLeast(offered, oldest)) {
    throw new EngineError(
      `the Docker Engine offers API ${offered}, but at least ${oldest} (Docker 20.10) is needed`,
      { kind: 'api-too-old', needed: oldest, offered },
    );
  }
  return atLeast(offered, newest) ? newest : offered;
}

/** Compares versions like `1.41` part by part, as numbers. */
export function atLeast(version: string, needed: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [neededMajor = 0, neededMinor = 0] = needed.split('.').map(Number);
  return major !== neededMajor ? major > neededMajor : minor >= neededMinor;
}
