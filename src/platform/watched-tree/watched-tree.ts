import { type FSWatcher, watch } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { bytesOf, childOf, nameOf, parentOf, type RawPath, rawPathOfBytes } from '../raw-path.js';
import { type Entry, entryAt, isAnother, isChanged, namesIn } from './entry.js';

/** What of a file system matters. Both are asked often, and answer for one path at a time. */
export interface TreeScope {
  /** Whether a change of this very path is to be told. */
  includes(path: RawPath): boolean;
  /** Whether there is anything to be told of below a folder: if not, it is neither watched nor looked into. */
  descends(folder: RawPath): boolean;
}

export type TreeChange =
  | { readonly path: RawPath; readonly now: Entry['kind'] }
  | { readonly path: RawPath; readonly now: 'gone'; readonly was: Entry['kind'] };

export interface TreeEvents {
  /** Something may have changed: `changes` tells what. Comes with every sign of it, so that one can wait for quiet. */
  onSign(): void;
  /** Folders cannot be watched, because the system has no more watches to give: they are looked at every second. */
  onLimit(limit: { readonly code: 'ENOSPC' | 'EMFILE'; readonly folder: RawPath }): void;
}

interface Folder {
  watcher: FSWatcher | undefined;
  readonly entries: Map<RawPath, Entry>;
  /** When it was looked at as a whole, in milliseconds since the epoch. */
  seenAt: number;
}

const pollMs = 1000;
/** How many entries are looked at in one go; in between the system's messages are taken, or they would be too many. */
const entriesInOneGo = 400;
/**
 * So many signs at once, and the system may have dropped some: its queue holds 16,384 unless somebody made it smaller,
 * and what does not fit into it is not told of.
 */
const manySigns = 4096;

/**
 * Knows what is below some paths, and finds out what has changed. What the system says is taken as a sign of where to
 * look only: signs may be too many, too few, or out of date by the time they are read.
 */
export class WatchedTree {
  readonly #folders = new Map<RawPath, Folder>();
  /** Names in folders that may have changed; `all`: any. */
  readonly #signs = new Map<RawPath, Set<RawPath> | 'all'>();
  /** To be told of as if each was another one. */
  readonly #doubted = new Set<RawPath>();
  readonly #polled = new Set<RawPath>();
  #signCount = 0;
  #looked = 0;
  #polling: NodeJS.Timeout | undefined;
  #isClosed = false;

  /** @param roots where to begin; what is not there is waited for */
  static async open(roots: readonly RawPath[], scope: TreeScope, events: TreeEvents): Promise<WatchedTree> {
    const tree = new WatchedTree(scope, events);
    for (const root of roots) tree.#begin(root);
    await tree.changes();
    return tree;
  }

  private constructor(
    private readonly scope: TreeScope,
    private readonly events: TreeEvents,
  ) {}

  /** What is different from the last time this was asked. Not to be asked twice at once. */
  async changes(): Promise<readonly TreeChange[]> {
    const changes = new Map<RawPath, TreeChange>();
    if (this.#signCount >= manySigns)
      for (const folder of this.#folders.keys()) this.#signs.set(folder, 'all');
    this.#signCount = 0;
    // Folders that come to light are read in the next round.
    do {
      const signs = [...this.#signs].sort(([left], [right]) => (left < right ? -1 : 1));
      this.#signs.clear();
      for (const [path, names] of signs) await this.#read(path, names, changes);
    } while (!this.#isClosed && [...this.#signs.values()].includes('all'));
    return [...changes.values()];
  }

  /** All that is known and to be told of. */
  *entries(): Generator<TreeChange> {
    for (const [path, { entries }] of this.#folders)
      for (const [name, { kind }] of entries) {
        const child = childOf(path, name);
        if (this.scope.includes(child)) yield { path: child, now: kind };
      }
  }

  /** How many folders are watched or looked at. */
  get folderCount(): number {
    return this.#folders.size;
  }

  /** Everything is looked at again, for when signs were lost. */
  suspectAll(): void {
    for (const folder of this.#folders.keys()) this.#signs.set(folder, 'all');
    this.events.onSign();
  }

  /**
   * Tells of each again, as it is then, with all that is below it: somebody who acted on what was told found something
   * else. A folder that was moved away for a moment is the same when it is back, and nothing else would tell.
   */
  doubt(paths: Iterable<RawPath>): void {
    for (const path of paths) {
      // That a folder is gone is told with all that was in it.
      if (!this.#folders.has(parentOf(path))) continue;
      this.#doubted.add(path);
      this.#signed(parentOf(path), nameOf(path));
    }
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#polling);
    for (const { watcher } of this.#folders.values()) watcher?.close();
    this.#folders.clear();
    this.#signs.clear();
  }

  /** From the folder that holds the root, so that a root is noticed when it comes, goes, or is another one. */
  #begin(root: RawPath): void {
    let start = parentOf(root);
    while (start !== '/' && entryAt(start)?.kind !== 'folder') start = parentOf(start);
    if (!this.#folders.has(start)) this.#enter(start);
  }

  async #read(
    path: RawPath,
    names: ReadonlySet<RawPath> | 'all',
    changes: Map<RawPath, TreeChange>,
  ): Promise<void> {
    const folder = this.#folders.get(path);
    if (folder === undefined) return;
    const { seenAt } = folder;
    if (names === 'all') folder.seenAt = Date.now();
    for (const name of names === 'all' ? this.#allNames(path, folder) : names) {
      this.#look(folder, childOf(path, name), { isSign: names !== 'all', seenAt }, changes);
      this.#looked += 1;
      if (this.#looked % entriesInOneGo === 0) await nextTurn();
    }
  }

  #allNames(path: RawPath, folder: Folder): ReadonlySet<RawPath> {
    const names = new Set(folder.entries.keys());
    try {
      for (const name of namesIn(path)) if (this.#matters(childOf(path, name))) names.add(name);
    } catch {
      // Gone, which the folder above tells, or not to be read.
    }
    return names;
  }

  #matters(path: RawPath): boolean {
    return this.scope.includes(path) || this.scope.descends(path);
  }

  #look(
    folder: Folder,
    path: RawPath,
    { isSign, seenAt }: { readonly isSign: boolean; readonly seenAt: number },
    changes: Map<RawPath, TreeChange>,
  ): void {
    const name = nameOf(path);
    const before = folder.entries.get(name);
    const now = entryAt(path);
    const tell = (change: TreeChange): void => {
      if (this.scope.includes(change.path)) changes.set(change.path, change);
    };
    const isOther = this.#doubted.delete(path) || isAnother(before, now);
    if (before?.kind === 'folder' && isOther) this.#leave(path, tell);
    if (now === undefined) {
      if (before !== undefined) tell({ path, now: 'gone', was: before.kind });
      folder.entries.delete(name);
      return;
    }
    folder.entries.set(name, now);
    // A sign of a file is believed: its times may be the same as before all the same.
    const isSignOfContent = isSign && now.kind !== 'folder';
    if (before === undefined || isOther || isSignOfContent || isChanged(before, now, seenAt))
      tell({ path, now: now.kind });
    // One where a root begins is there already.
    if (now.kind === 'folder' && isOther && !this.#folders.has(path) && this.scope.descends(path))
      this.#enter(path);
  }

  /** What is in it is told as new by the next look. */
  #enter(path: RawPath): void {
    const folder: Folder = { watcher: undefined, entries: new Map(), seenAt: 0 };
    this.#folders.set(path, folder);
    // First watched, then read: nothing falls in between.
    this.#watch(path, folder);
    this.#signs.set(path, 'all');
  }

  /** It is gone, or another one has its place. */
  #leave(path: RawPath, tell: (change: TreeChange) => void): void {
    const folder = this.#folders.get(path);
    if (folder === undefined) return;
    folder.watcher?.close();
    this.#folders.delete(path);
    this.#polled.delete(path);
    for (const [name, { kind }] of folder.entries) {
      const child = childOf(path, name);
      if (kind === 'folder') this.#leave(child, tell);
      tell({ path: child, now: 'gone', was: kind });
    }
  }

  #watch(path: RawPath, folder: Folder): void {
    try {
      const watcher = watch(bytesOf(path), { encoding: 'buffer' }, (_, name) => {
        this.#heard(path, folder, name === null ? undefined : rawPathOfBytes(name));
      });
      // A folder that goes away while it is watched; the one above tells.
      watcher.on('error', () => watcher.close());
      folder.watcher = watcher;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'ENOSPC' || code === 'EMFILE') {
        if (this.#polled.size === 0) this.events.onLimit({ code, folder: path });
        this.#poll(path);
      }
      // Nobody tells when a folder comes back that has none above it here.
      else if (!this.#folders.has(parentOf(path))) this.#poll(path);
    }
  }

  #poll(path: RawPath): void {
    this.#polled.add(path);
    this.#polling ??= setInterval(() => {
      for (const folder of this.#polled) this.#signs.set(folder, 'all');
      if (this.#polled.size > 0) this.events.onSign();
    }, pollMs);
  }

  #heard(path: RawPath, folder: Folder, name: RawPath | undefined): void {
    if (this.#folders.get(path) !== folder) return;
    this.#signCount += 1;
    // A folder that is removed or moved says so by its own name: another one may have its place, and even its number.
    const isItself = name === nameOf(path) && !folder.entries.has(name);
    if (name === undefined || isItself) {
      folder.watcher?.close();
      folder.watcher = undefined;
      this.#watch(path, folder);
      this.#signs.set(path, 'all');
      this.events.onSign();
    } else if (!this.#matters(childOf(path, name))) return;
    else this.#signed(path, name);
  }

  #signed(folder: RawPath, name: RawPath): void {
    const signs = this.#signs.get(folder);
    if (signs === undefined) this.#signs.set(folder, new Set([name]));
    else if (signs !== 'all') signs.add(name);
    this.events.onSign();
  }
}
