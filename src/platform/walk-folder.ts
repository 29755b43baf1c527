import { lstatSync, readdirSync, readlinkSync, type Stats } from 'node:fs';
import { lstat, readlink } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { anyPath, type PathPatterns, pathPatterns } from './path-patterns.js';

/** Something in a folder, without its content. */
export interface FolderEntry {
  /** Relative, with `/`. */
  readonly path: string;
  readonly stats: Stats;
  /** Of a symbolic link. */
  readonly linkTarget?: string;
}

/** What of a folder is asked for, in the terms of BuildKit's file sync. */
export interface FolderRequest {
  /** Empty: everything. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Paths that are wanted with what the links on their way lead to. */
  readonly follow: readonly string[];
}

/** How many entries are looked at in one go; in between there is time for others. */
const entriesInOneGo = 500;

/**
 * Walks a folder in the order that the builder wants: a folder before what is in it, names by their bytes. Looking is
 * synchronous, which for many small files takes a fraction of the time.
 *
 * @param folder absolute
 */
export async function* walkFolder(folder: string, request: FolderRequest): AsyncGenerator<FolderEntry> {
  const wanted = [...request.include, ...(await followLinks(folder, request.follow))];
  const isAll = wanted.length === 0 || wanted.some((path) => path === '' || path === '.');
  const include = isAll ? anyPath : pathPatterns(folder, wanted);
  const walk = new Walk(folder, include, pathPatterns(folder, request.exclude));
  let count = 0;
  for (const entry of walk.below('', [])) {
    count += 1;
    if (count % entriesInOneGo === 0) await nextTurn();
    yield entry;
  }
}

class Walk {
  constructor(
    private readonly folder: string,
    private readonly include: PathPatterns,
    private readonly exclude: PathPatterns,
  ) {}

  /** @param parents folders above that have not been told: they are, once there is something in them that is */
  *below(folder: string, parents: FolderEntry[]): Generator<FolderEntry> {
    for (const name of this.#namesIn(folder)) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const absolute = `${this.folder}/${path}`;
      const stats = lstatSync(absolute, { throwIfNoEntry: false });
      if (stats === undefined) continue;
      const isMeant = this.include.matches(absolute) && !this.exclude.matches(absolute);
      const entry = stats.isSymbolicLink()
        ? { path, stats, linkTarget: readlinkSync(absolute) }
        : { path, stats };
      if (isMeant) yield* parents.splice(0);
      if (isMeant && isSent(stats)) yield entry;
      if (!stats.isDirectory()) continue;
      const isEmpty = this.exclude.matchesAllIn(absolute) || !this.#mayHold(absolute);
      if (isEmpty) continue;
      const left = isMeant ? [] : [...parents, entry];
      yield* this.below(path, left);
      // What was told of it with something in it is not told again.
      if (!isMeant && left.length === 0) parents.length = 0;
    }
  }

  #mayHold(folder: string): boolean {
    return this.include.matches(folder) || this.include.mayMatchIn(folder);
  }

  #namesIn(folder: string): readonly string[] {
    const names = readdirSync(join(this.folder, folder));
    // Only letters of two units are in another order than their bytes.
    return names.some((name) => /[\ud800-\udfff]/.test(name))
      ? names.sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)))
      : names.sort();
  }
}

/** Sockets, pipes and devices are of no use in an image. */
const isSent = (stats: Stats): boolean => stats.isFile() || stats.isDirectory() || stats.isSymbolicLink();

/** How many links may lead from one to the next. */
const maxLinks = 255;

/** Paths, with those of the links on their way and of what these lead to; a path with wildcards stays as it is. */
async function followLinks(folder: string, paths: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  const follow = async (path: string, depth: number): Promise<void> => {
    const clean = posix.normalize(path).replace(/^\/+|\/+$/g, '');
    if (clean === '' || clean === '.') {
      found.add('.');
      return;
    }
    const names = clean.split('/');
    for (let length = 1; length <= names.length && depth < maxLinks; length += 1) {
      const part = names.slice(0, length).join('/');
      if (/[*?[\\]/.test(part)) break;
      const stats = await lstat(join(folder, part)).catch(() => undefined);
      if (stats?.isSymbolicLink() !== true) continue;
      found.add(part);
      const target = await readlink(join(folder, part));
      const rest = names.slice(length).join('/');
      const base = target.startsWith('/') ? target : posix.join('/', posix.dirname(part), target);
      await follow(posix.join('/', base, rest), depth + 1);
      return;
    }
    found.add(clean);
  };
  for (const path of paths) await follow(path, 0);
  return [...found];
}
