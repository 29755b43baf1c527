import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Session } from '../run-action.js';

/**
 * Writes a file that an option names; what keeps it from being written is told. Gives whether it was.
 *
 * @param mode permission bits; absent: as the system gives them
 */
export async function writeOutput(
  { runtime }: Session,
  path: string,
  text: string,
  mode?: number,
): Promise<boolean> {
  try {
    await using file = await open(resolve(runtime.workingDir, path), 'w', mode);
    // The file may have been there before, for others to read.
    if (mode !== undefined) await file.chmod(mode);
    await file.writeFile(text);
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `cannot write ${path}: ${reason}`;
    runtime.emit({ type: 'diagnostic', diagnostic: { code: 'unwritable-file', severity: 'error', message } });
    return false;
  }
}
