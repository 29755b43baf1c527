import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  readSync,
  type Stats,
} from 'node:fs';
import { bytesOf, type RawPath } from '../raw-path.js';
import { type TarEntry, tarEnd, tarHeader, tarPadding } from './tar-entry.js';

/** Something on the host that goes into an archive under another path. */
export interface PathToPack {
  /** On the host; undefined: a folder that nothing on the host stands for. */
  readonly path: RawPath | undefined;
  /** In the archive, absolute. */
  readonly target: RawPath;
}

/** What has been packed so far; what was gone by then is not in it. */
export interface Packed {
  files: number;
  bytes: number;
}

const chunkSize = 256 * 1024;
/** Larger files are read piece by piece. */
const wholeUpTo = 4 * 1024 * 1024;
const folderMode = 0o755;

/**
 * An uncompressed tar archive, read while it is taken. Reading is synchronous: for many small files, whatever waits for
 * them waits a fraction of the time. What is gone meanwhile is left out.
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
  { path, target }: PathToPack,
  owner: Pick<TarEntry, 'uid' | 'gid'>,
  packed: Packed,
): Generator<Uint8Array> {
  const name = bytesOf(target).subarray(1);
  if (path === undefined) {
    yield tarHeader({ ...owner, name, type: 'folder', mode: folderMode, modified: Date.now() });
    return;
  }
  const stats = unlessGone(() => lstatSync(bytesOf(path)));
  if (stats === undefined) return;
  const common = { ...owner, name, mode: stats.mode & 0o7777, modified: stats.mtimeMs };
  if (stats.isDirectory()) yield tarHeader({ ...common, type: 'folder' });
  else if (stats.isSymbolicLink()) {
    const linkName = unlessGone(() => readlinkSync(bytesOf(path), { encoding: 'buffer' }));
    if (linkName === undefined) return;
    yield tarHeader({ ...common, type: 'link', linkName });
    packed.files += 1;
  } else if (stats.isFile()) yield* fileEntry(path, { ...owner, name }, packed);
}

function* fileEntry(
  path: RawPath,
  entry: Pick<TarEntry, 'uid' | 'gid' | 'name'>,
  packed: Packed,
): Generator<Uint8Array> {
  // Something else may have its place by now, and opening a pipe would wait for whoever writes to it.
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const file = unlessGone(() => openSync(bytesOf(path), O_RDONLY | O_NOFOLLOW | O_NONBLOCK));
  if (file === undefined) return;
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) return;
    const { size } = stats;
    packed.files += 1;
    packed.bytes += size;
    yield headerOf(stats, entry, size);
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
  } finally {
    closeSync(file);
  }
}

const headerOf = (
  { mode, mtimeMs }: Stats,
  entry: Pick<TarEntry, 'uid' | 'gid' | 'name'>,
  size: number,
): Uint8Array => tarHeader({ ...entry, type: 'file', mode: mode & 0o7777, modified: mtimeMs, size });

function unlessGone<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
