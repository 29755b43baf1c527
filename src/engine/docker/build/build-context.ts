import { createReadStream, type Stats } from 'node:fs';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import dockerignore, { type Ignore } from '@balena/dockerignore';
import { type Header, type Pack, pack } from 'tar-stream';
import type { Build } from '../../../model/project.js';
import { nodeFileSystem } from '../../../platform/file-system.js';
import { ignoreFile, readIgnoreFile } from '../../../platform/ignore-file.js';

/** What is uploaded, and where in it the Dockerfile is. */
export interface BuildContext {
  /** An uncompressed tar archive; destroyed with an error when the folder cannot be read. */
  readonly archive: Readable;
  readonly dockerfile: string;
}

/** Where a Dockerfile is put that is not in the context's folder. */
const foreignDockerfile = '.dockerfile.stack';

interface Plan {
  /** Absolute; undefined when the inline Dockerfile is all there is. */
  readonly folder: string | undefined;
  readonly ignore: Ignore;
  /** No pattern takes back what another ignores: ignored folders need not be entered. */
  readonly prune: boolean;
  /** Paths that the engine needs, whatever the patterns say. */
  readonly always: ReadonlySet<string>;
}

/** Packs a folder of the host. Rejects with the file system's error when the Dockerfile is missing. */
export async function openBuildContext(build: Build): Promise<BuildContext> {
  const { context: folder } = build;
  const dockerfile = await locateDockerfile(build);
  const rules = folder === undefined ? '' : await readIgnoreFile(nodeFileSystem, folder, dockerfile.name);
  const plan: Plan = {
    folder,
    ignore: dockerignore.default({ ignorecase: false }).add(rules),
    prune: !/^\s*!/m.test(rules),
    always: new Set([ignoreFile, dockerfile.name]),
  };
  const archive = pack();
  const fill = async () => {
    if (dockerfile.content !== undefined) archive.entry({ name: dockerfile.name }, dockerfile.content);
    if (folder !== undefined) await addFolder(archive, plan, folder);
    archive.finalize();
  };
  fill().catch((error: unknown) =>
    archive.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return { archive: Readable.from(archive, { objectMode: false }), dockerfile: dockerfile.name };
}

/** `content` is given when the Dockerfile is not part of the folder. */
async function locateDockerfile({ context, dockerfile = 'Dockerfile', dockerfile_inline }: Build) {
  if (dockerfile_inline !== undefined) return { name: foreignDockerfile, content: dockerfile_inline };
  const path = resolve(context ?? '/', dockerfile);
  const inContext = context === undefined ? '..' : relative(context, path);
  if (inContext === '..' || inContext.startsWith(`..${sep}`)) {
    return { name: foreignDockerfile, content: await readFile(path, 'utf8') };
  }
  // A missing file is said here, with its path, rather than by the engine without it.
  await lstat(path);
  return { name: inContext.split(sep).join('/'), content: undefined };
}

async function addFolder(archive: Pack, plan: Plan, folder: string): Promise<void> {
  // Sorted, so that the same folder gives the same archive and the builder's cache holds.
  for (const name of (await readdir(folder)).sort()) {
    const path = join(folder, name);
    const stats = await lstat(path);
    const inContext = relative(plan.folder ?? folder, path)
      .split(sep)
      .join('/');
    const ignored = !plan.always.has(inContext) && plan.ignore.ignores(inContext);
    if (!ignored) await addEntry(archive, inContext, path, stats);
    if (stats.isDirectory() && !(ignored && plan.prune && !holdsNeeded(plan, inContext))) {
      await addFolder(archive, plan, path);
    }
  }
}

function holdsNeeded({ always }: Plan, folder: string): boolean {
  return [...always].some((path) => path.startsWith(`${folder}/`));
}

/** Owners are left out, as the docker CLI does: the builder gives everything to root. */
async function addEntry(archive: Pack, name: string, path: string, stats: Stats): Promise<void> {
  const header: Pick<Header, 'name' | 'mode' | 'mtime' | 'uid' | 'gid'> = {
    name,
    mode: stats.mode & 0o7777,
    mtime: stats.mtime,
    uid: 0,
    gid: 0,
  };
  if (stats.isSymbolicLink()) {
    archive.entry({ ...header, type: 'symlink', linkname: await readlink(path) });
  } else if (stats.isDirectory()) {
    archive.entry({ ...header, type: 'directory' });
  } else if (stats.isFile() && stats.size === 0) {
    archive.entry(header, '');
  } else if (stats.isFile()) {
    const { size } = stats;
    // A file that grows meanwhile must not spoil the archive: no more is read than was announced.
    await pipeline(createReadStream(path, { end: size - 1 }), archive.entry({ ...header, size }));
  }
}
