import { closeSync, constants, fstatSync, lstatSync, openSync, readlinkSync, readSync } from 'node:fs';
import { bytesOf, type RawPath } from '../raw-path.js';
import { type TarEntry, tarEnd, tarHeader, tarPadding } from './tar-entry.js';

/** Something on the host that goes into an archive under another path. */
export interface PathToPack {
  /** On the host; undefined: a folder that nothing on the host stands for. */
  readonly path: RawPath | undefined;
  readonly kind: 'file' | 'folder' | 'link';
  /** In the archive, absolute. */
  readonly target: RawPath;
}

/** What has been packed so far. */
export interface Packed {
  files: number;
  bytes: number;
  /** Targets of what is not any more what it was to be, or is gone. */
  readonly missed: RawPath[];
}

const chunkSize = 256 * 1024;
/** Larger files are read piece by piece. */
const wholeUpTo = 4 * 1024 * 1024;
const folderMode = 0o755;

/**
 * An uncompressed tar archive, read while it is taken. Reading is synchronous: for many small files, whatever waits for
 * them waits a fraction of the time. What is another thing meanwhile is left out.
 */
export async function* packPaths(
  paths: readonly PathToPack[],
  owner: Pick<TarEntry, 'uid' | 'gid'>,
  packed: Packed,
): AsyncGenerator<Uint8Array> {
  let chunk: Uint8Array[] = [];
  let size = 0;
  for (const path of paths) {
    for (const piece of entryOf(path, owner, packed)) {
      chunk.push(piece);
      size += piece.length;
      if (size < chunkSize) continue;
      yield Buffer.concat(chunk);
      chunk = [];
      size = 0;
    }
  }
  yield Buffer.concat([...chunk, tarEnd]);
}

function* entryOf(
  { path, kind, target }: PathToPack,
  owner: Pick<TarEntry, 'uid' | 'gid'>,
  packed: Packed,
): Generator<Uint8Array> {
  const name = bytesOf(target).subarray(1);
  if (path === undefined) {
    yield tarHeader({ ...owner, name, type: 'folder', mode: folderMode, modified: Date.now() });
    return;
  }
  const entry = { ...owner, name };
  const header = kind === 'file' ? undefined : headerOf(path, kind, entry);
  if (header !== undefined) yield header;
  else if (kind !== 'file' || !(yield* fileEntry(path, entry, packed))) packed.missed.push(target);
  if (kind === 'link' && header !== undefined) packed.files += 1;
}

type Named = Pick<TarEntry, 'uid' | 'gid' | 'name'>;

/** Undefined when something else is there. */
function headerOf(path: RawPath, kind: 'folder' | 'link', entry: Named): Uint8Array | undefined {
  return unlessGone(() => {
    const stats = lstatSync(bytesOf(path));
    const header = { ...entry, mode: stats.mode & 0o7777, modified: stats.mtimeMs };
    if (kind === 'folder') return stats.isDirectory() ? tarHeader({ ...header, type: 'folder' }) : undefined;
    const linkName = readlinkSync(bytesOf(path), { encoding: 'buffer' });
    return tarHeader({ ...header, type: 'link', linkName });
  });
}

/** Gives false when something else is there. */
function* fileEntry(path: RawPath, entry: Named, packed: Packed): Generator<Uint8Array, boolean> {
  // Something else may have its place by now, and opening a pipe would wait for whoever writes to it.
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const file = unlessGone(() => openSync(bytesOf(path), O_RDONLY | O_NOFOLLOW | O_NONBLOCK));
  if (file === undefined) return false;
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) return false;
    const { size, mode, mtimeMs: modified } = stats;
    packed.files += 1;
    packed.bytes += size;
    yield tarHeader({ ...entry, type: 'file', mode: mode & 0o7777, modified, size });
    // A file that changes meanwhile is told of again; until then what was announced has to come.
    for (let read = 0; read < size; ) {
      const piece = Buffer.alloc(Math.min(wholeUpTo, size - read));
      for (let filled = 0; filled < piece.length; ) {
        const count = readSync(file, piece, filled, piece.length - filled, null);
        if (count === 0) break;
        filled += count;
      }
      read += piece.length;
      yield piece;
    }
    yield tarPadding(size);
    return true;
  } finally {
    closeSync(file);
  }
}

function unlessGone<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
