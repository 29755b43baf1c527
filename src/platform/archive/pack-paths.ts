import { closeSync, constants, fstatSync, lstatSync, openSync, readlinkSync, readSync } from 'node:fs';
import { bytesOf, isBelow, type RawPath } from '../raw-path.js';
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
  readonly missed: Missed[];
}

/** What is not in the archive, and nothing of what is below it. */
export interface Missed {
  readonly path: RawPath;
  readonly target: RawPath;
  /** `changed`: it is not any more what it was to be, or is gone, if only for a moment. */
  readonly why: 'changed' | 'unreadable';
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
    const missed = packed.missed.at(-1);
    // In the place of a folder that went there may be a link, there as here: what is below it now is of another place.
    if (missed !== undefined && isBelow(path.target, missed.target)) continue;
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
  const missed = yield* kind === 'file'
    ? fileEntry(path, entry, packed)
    : plainEntry(path, kind, entry, packed);
  if (missed !== undefined) packed.missed.push({ path, target, why: missed });
}

type Named = Pick<TarEntry, 'uid' | 'gid' | 'name'>;

/** Gives why it is not there. */
function* plainEntry(
  path: RawPath,
  kind: 'folder' | 'link',
  entry: Named,
  packed: Packed,
): Generator<Uint8Array, Missed['why'] | undefined> {
  try {
    const stats = lstatSync(bytesOf(path));
    const header = { ...entry, mode: stats.mode & 0o7777, modified: stats.mtimeMs };
    if (kind === 'folder') {
      if (!stats.isDirectory()) return 'changed';
      yield tarHeader({ ...header, type: 'folder' });
    } else {
      const linkName = readlinkSync(bytesOf(path), { encoding: 'buffer' });
      packed.files += 1;
      yield tarHeader({ ...header, type: 'link', linkName });
    }
    return undefined;
  } catch (error) {
    return whyMissed(error);
  }
}

/** Gives why it is not there. */
function* fileEntry(
  path: RawPath,
  entry: Named,
  packed: Packed,
): Generator<Uint8Array, Missed['why'] | undefined> {
  // Something else may have its place by now, and opening a pipe would wait for whoever writes to it.
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  let file: number;
  try {
    file = openSync(bytesOf(path), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    return whyMissed(error);
  }
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) return 'changed';
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
    return undefined;
  } finally {
    closeSync(file);
  }
}

/** Codes of the system for a path at which there is nothing, or something else; `EINVAL`: no link to be read. */
const changedCodes: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'EINVAL', 'ENXIO']);

const whyMissed = (error: unknown): Missed['why'] =>
  error instanceof Error && 'code' in error && changedCodes.has(error.code) ? 'changed' : 'unreadable';
