import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { bytesOf, type RawPath, rawPathOfBytes } from '../raw-path.js';

/** What is known of something in a folder, so that it can be told whether it has changed. */
export interface Entry {
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  /** Permission bits. */
  readonly mode: number;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly inode: number;
  /** Tells one that has the inode of another that went before it; 0 where the file system does not know. */
  readonly bornMs: number;
}

/** Links are not followed. Undefined when there is nothing, or nothing that may be seen. */
export function entryAt(path: RawPath): Entry | undefined {
  try {
    const stats = lstatSync(bytesOf(path));
    const { mode, size, mtimeMs, ctimeMs, ino: inode, birthtimeMs: bornMs } = stats;
    return { kind: kindOf(stats), mode: mode & 0o7777, size, mtimeMs, ctimeMs, inode, bornMs };
  } catch {
    return undefined;
  }
}

function kindOf(stats: Stats): Entry['kind'] {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  return stats.isSymbolicLink() ? 'link' : 'other';
}

export function namesIn(folder: RawPath): readonly RawPath[] {
  return readdirSync(bytesOf(folder), { encoding: 'buffer' }).map(rawPathOfBytes);
}

/** Clocks of file systems are coarse: two changes of one moment may leave the same times. In milliseconds. */
const coarseness = 50;

/** @param seenAt when `before` was looked at, in milliseconds since the epoch */
export function isChanged(before: Entry, now: Entry, seenAt: number): boolean {
  if (before.kind !== now.kind || before.mode !== now.mode) return true;
  // A folder changes with what is in it, which is told for itself.
  if (now.kind === 'folder') return false;
  return (
    before.size !== now.size ||
    before.mtimeMs !== now.mtimeMs ||
    before.ctimeMs !== now.ctimeMs ||
    before.inode !== now.inode ||
    now.ctimeMs > seenAt - coarseness
  );
}

/** Whether another thing has the place: all that was known of what is in a folder is then void. */
export const isAnother = (before: Entry | undefined, now: Entry | undefined): boolean =>
  before?.kind !== now?.kind ||
  (now?.kind === 'folder' && (before?.inode !== now.inode || before.bornMs !== now.bornMs));
