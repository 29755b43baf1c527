import { createHash } from 'node:crypto';
import { type FolderEntry, type FolderRequest, walkFolder } from './walk-folder.js';

/** Something that was asked for of a folder, and what it was then. */
export interface FolderRead {
  /** Absolute. */
  readonly path: string;
  readonly request: FolderRequest;
  /** Another one where something may have changed. */
  readonly fingerprint: string;
  /** When that was begun, in milliseconds since the epoch. */
  readonly at: number;
  /** Something had changed so shortly before that a further change at that moment would not be seen. */
  readonly isUnsettled: boolean;
}

/** The clock of a file system may stand still for so long, in milliseconds. */
const clockStep = 50;

/**
 * What entries of a folder are, by their names, kinds, sizes and times: contents are not read. A change of a file always
 * changes the time of its inode, whatever is done to that of its content.
 */
export class FolderFingerprint {
  readonly #hash = createHash('sha256');
  readonly #startedAt = Date.now();
  #newest = 0;

  add({ path, stats, linkTarget = '' }: FolderEntry): void {
    // A folder changes with what comes and goes in it, which may not be asked for.
    const { mode, size, mtimeMs, ctimeMs, ino } = stats;
    const what = stats.isDirectory()
      ? `${mode}`
      : `${mode} ${size} ${mtimeMs} ${ctimeMs} ${ino} ${linkTarget}`;
    this.#hash.update(`${path}\0${what}\0`);
    if (!stats.isDirectory()) this.#newest = Math.max(this.#newest, ctimeMs);
  }

  result(): Pick<FolderRead, 'fingerprint' | 'at' | 'isUnsettled'> {
    return {
      fingerprint: this.#hash.digest('base64'),
      at: this.#startedAt,
      isUnsettled: this.#newest > this.#startedAt - clockStep,
    };
  }
}

/** Whether a folder is as it was then. Rejects with the file system's error where it cannot be read. */
export async function isUntouched({
  path,
  request,
  fingerprint,
  at,
}: Omit<FolderRead, 'isUnsettled'>): Promise<boolean> {
  const now = new FolderFingerprint();
  for await (const entry of walkFolder(path, request)) {
    // The rest need not be looked at.
    if (!entry.stats.isDirectory() && entry.stats.ctimeMs > at) return false;
    now.add(entry);
  }
  return now.result().fingerprint === fingerprint;
}
