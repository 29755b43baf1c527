import { createHash, type Hash } from 'node:crypto';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';

export interface TreeLimits {
  /** Of all files together. */
  readonly maxBytes: number;
  /** Files, folders and links together. */
  readonly maxEntries: number;
}

/**
 * A hash of all that is at and below a path: names, kinds, permissions and contents, but no times and owners. Links are
 * not followed. Undefined where not all of it can be read, is within the limits, or is a file, folder or link.
 */
export async function hashTree(path: string, limits: TreeLimits): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    const left = { bytes: limits.maxBytes, entries: limits.maxEntries };
    return (await add(hash, path, '', left)) ? hash.digest('hex') : undefined;
  } catch {
    return undefined;
  }
}

/** @returns whether it could be added */
async function add(
  hash: Hash,
  path: string,
  name: string,
  left: { bytes: number; entries: number },
): Promise<boolean> {
  const found = await lstat(path);
  left.entries -= 1;
  if (found.isFile()) left.bytes -= found.size;
  if (left.entries < 0 || left.bytes < 0) return false;
  const describe = (kind: string, content: string): void => {
    hash.update(JSON.stringify([name, kind, found.mode & 0o7777, content]));
  };
  if (found.isSymbolicLink()) describe('link', await readlink(path));
  else if (found.isFile()) {
    const content = await readFile(path);
    describe('file', createHash('sha256').update(content).digest('hex'));
  } else if (found.isDirectory()) {
    describe('folder', '');
    for (const entry of (await readdir(path)).sort())
      if (!(await add(hash, join(path, entry), join(name, entry), left))) return false;
  } else return false;
  return true;
}
