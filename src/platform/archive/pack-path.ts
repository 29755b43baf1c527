import { createReadStream, type Stats } from 'node:fs';
import { lstat, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Header, type Pack, pack } from 'tar-stream';

/**
 * An uncompressed tar archive of a file or a folder with all that is in it, read while it is taken. What has no
 * content, such as sockets and devices, is left out.
 *
 * @param path absolute
 * @param name what the file or folder is called in the archive; `.` for what is in a folder
 */
export function packPath(path: string, name: string): Readable {
  const archive = pack();
  addEntries(archive, path, name)
    .then(() => archive.finalize())
    .catch((error: unknown) => archive.destroy(error instanceof Error ? error : new Error(String(error))));
  return Readable.from(archive, { objectMode: false });
}

type FileHeader = Pick<Header, 'name' | 'mode' | 'uid' | 'gid' | 'mtime' | 'size'>;

async function addEntries(archive: Pack, path: string, name: string): Promise<void> {
  const stats = await lstat(path);
  const header = headerOf(name, stats);
  if (stats.isSymbolicLink()) {
    archive.entry({ ...header, type: 'symlink', linkname: await readlink(path) });
  } else if (stats.isDirectory()) {
    archive.entry({ ...header, name: `${name}/`, type: 'directory' });
    for (const child of (await readdir(path)).sort())
      await addEntries(archive, join(path, child), `${name}/${child}`);
  } else if (stats.isFile()) {
    await addFile(archive, path, { ...header, size: stats.size });
  }
}

/** A file that grows meanwhile is taken as long as it was. */
async function addFile(archive: Pack, path: string, header: FileHeader): Promise<void> {
  if (header.size === 0) archive.entry(header, '');
  else await pipeline(createReadStream(path, { end: header.size - 1 }), archive.entry(header));
}

const headerOf = (name: string, { mode, uid, gid, mtime }: Stats): Omit<FileHeader, 'size'> => ({
  name,
  mode: mode & 0o7777,
  uid,
  gid,
  mtime,
});
