import { createWriteStream, type Stats } from 'node:fs';
import { chmod, lchown, link, lstat, lutimes, mkdir, realpath, rm, symlink } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Extract, extract, type Header } from 'tar-stream';
import { ArchiveError } from './archive-error.js';

/**
 * Unpacks a tar archive into a folder that is there. Whatever the archive says, nothing outside of that folder is
 * written to or linked to by another name: throws an `ArchiveError` then, and where a folder would take the place of
 * a file or the other way round. Gives the names of what was left out: devices, sockets, pipes.
 *
 * @param owners `kept`: as they are in the archive, which needs the rights for that
 */
export async function unpackArchive(
  archive: AsyncIterable<Uint8Array>,
  folder: string,
  owners: 'own' | 'kept',
): Promise<readonly string[]> {
  const root = await realpath(folder);
  const skipped: string[] = [];
  // A folder that nobody may write to can only be closed when everything is in it.
  const folders: { readonly path: string; readonly header: Header }[] = [];
  const entries = extract();
  const feeding = pipeline(archive, entries);
  feeding.catch(() => undefined);
  for await (const entry of entries) {
    const { header } = entry;
    const path = await placeIn(root, header.name);
    if (path === root) {
      entry.resume();
      continue;
    }
    await makeWay(path, header);
    switch (header.type) {
      case 'directory':
        await mkdir(path, { recursive: true });
        folders.push({ path, header });
        entry.resume();
        break;
      case 'symlink':
        await symlink(header.linkname, path);
        entry.resume();
        break;
      case 'link':
        await link(await placeIn(root, header.linkname), path);
        entry.resume();
        break;
      case 'file':
      case 'contiguous-file':
        await writeFile(entry, path);
        break;
      default:
        skipped.push(header.name);
        entry.resume();
        continue;
    }
    if (owners === 'kept') await lchown(path, header.uid, header.gid);
    if (header.type !== 'directory') await finish(path, header);
  }
  await feeding;
  for (const { path, header } of folders.reverse()) await finish(path, header);
  return skipped;
}

/** Where an entry goes. A link that was unpacked before does not lead out. */
async function placeIn(root: string, name: string): Promise<string> {
  const path = resolve(root, `./${name}`);
  if (!isWithin(root, path)) throw escapes(name);
  if (path === root) return path;
  await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
    throw isFileInTheWay(error) ? escapes(name) : error;
  });
  const parent = await realpath(dirname(path));
  if (!isWithin(root, parent)) throw escapes(name);
  return resolve(parent, path.slice(dirname(path).length + 1));
}

const isWithin = (root: string, path: string): boolean => {
  const way = relative(root, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`));
};

const escapes = (name: string): ArchiveError =>
  new ArchiveError(
    `the archive holds ${JSON.stringify(name)}, which leads out of the folder that it is unpacked into`,
  );

const isFileInTheWay = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EEXIST' || error.code === 'ENOTDIR');

async function makeWay(path: string, { type }: Header): Promise<void> {
  const there = await statsOf(path);
  if (there === undefined) return;
  const isFolder = type === 'directory';
  if (there.isDirectory() && isFolder) return;
  if (there.isDirectory()) throw new ArchiveError(`cannot overwrite directory ${path} with non-directory`);
  if (isFolder) throw new ArchiveError(`cannot overwrite non-directory ${path} with directory`);
  await rm(path);
}

async function statsOf(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

type Entry = Extract extends AsyncIterable<infer Each> ? Each : never;

/** Nobody else reads it before it has the rights that it should have. */
const writeFile = (entry: Entry, path: string): Promise<void> =>
  pipeline(entry, createWriteStream(path, { flags: 'wx', mode: 0o600 }));

async function finish(path: string, { type, mode, mtime }: Header): Promise<void> {
  if (type !== 'symlink') await chmod(path, mode & 0o7777);
  if (type !== 'link') await lutimes(path, mtime, mtime);
}
