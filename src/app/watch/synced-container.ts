import type { Engine } from '../../engine/engine.js';
import type { AttachedContainer } from '../../events/event.js';
import type { ContainerId } from '../../model/names.js';
import { type Packed, type PathToPack, packPaths } from '../../platform/archive/pack-paths.js';
import { bytesOf, isBelow, parentOf, type RawPath, textOf } from '../../platform/raw-path.js';
import type { StateFiles } from '../../platform/state-files.js';
import { type PathToSync, syncSteps } from '../../watch/work.js';
import { type Owner, ownerIn } from './container-owner.js';
import { SyncedRecord } from './synced-record.js';

export interface SyncResult {
  readonly written: number;
  readonly removed: number;
  readonly bytes: number;
  /** On the host: what was something else when it was to be copied. It has to be told of again. */
  readonly doubtful: readonly RawPath[];
}

/** A container that files are copied to. */
export class SyncedContainer {
  /** Folders of it that are known to be there. */
  readonly #folders = new Set<RawPath>(['/' as RawPath]);
  #owed: readonly PathToSync[] = [];
  #owner: Promise<Owner> | undefined;
  #record: Promise<SyncedRecord> | undefined;

  constructor(
    private readonly engine: Engine,
    readonly id: ContainerId,
    readonly container: AttachedContainer,
    private readonly files: StateFiles | undefined,
    private readonly signal: AbortSignal,
  ) {}

  /** What it was given, by this watch and the ones before. */
  get record(): Promise<SyncedRecord> {
    this.#record ??= SyncedRecord.open(this.id, this.files);
    return this.#record;
  }

  /** Asks what would otherwise be asked when something changes. */
  async prepare(folders: Iterable<RawPath>): Promise<void> {
    await Promise.all([this.#ownerOf(), ...[...folders].map((folder) => this.#isFolder(folder))]);
  }

  /** What the engine has refused is tried once more with the next. */
  async sync(paths: readonly PathToSync[]): Promise<SyncResult> {
    const owed = this.#owed;
    this.#owed = paths;
    const told = new Set(paths.map(({ target }) => target));
    const result = await this.#bring([...owed.filter(({ target }) => !told.has(target)), ...paths]);
    this.#owed = [];
    return result;
  }

  /** One request for what is written; what is removed goes after it, so that what was moved is always there. */
  async #bring(paths: readonly PathToSync[]): Promise<SyncResult> {
    const { signal } = this;
    const { write, remove } = syncSteps(paths);
    const packed: Packed = { files: 0, bytes: 0, missed: [] };
    for (const { target } of remove) this.#forget(target);
    if (write.length > 0) {
      const toPack = await this.#withFolders(write);
      const archive = packPaths(toPack, await this.#ownerOf(), packed);
      await this.engine.containers.putArchive(this.id, '/', archive, { replaces: true, signal });
    }
    // What was to take a place, and went before it did, leaves it empty until it is told what is there now.
    const missed = packed.missed.map(({ target }) => target);
    for (const target of missed) this.#forget(target);
    // Where a folder was to be there may still be a link, and what is below that is of another place.
    const isBelowMissed = ({ target }: PathToSync): boolean =>
      missed.some((folder) => isBelow(target, folder));
    const outside = remove.filter((path) => !isBelowMissed(path));
    const gone = [...outside.map(({ target }) => target), ...missed];
    if (gone.length > 0) await this.engine.containers.removePaths(this.id, gone.map(bytesOf), { signal });
    const record = await this.record;
    for (const { target, now } of write) if (now !== 'folder') record.add(target);
    for (const target of gone) record.delete(target);
    for (const path of [...write, ...remove]) if (isBelowMissed(path)) record.delete(path.target);
    const doubtful = packed.missed.filter(({ why }) => why === 'changed').map(({ path }) => path);
    return { written: packed.files, removed: outside.length, bytes: packed.bytes, doubtful };
  }

  /** With folders on the way of which it is not known whether they are there: the engine would give them to root. */
  async #withFolders(write: readonly PathToSync[]): Promise<readonly PathToPack[]> {
    const toPack: PathToPack[] = [];
    for (const step of write) {
      const { path, target, root, now } = step;
      toPack.push(...(await this.#missingFolders(parentOf(target), foldersBetween(path, root))));
      if (now === 'gone' || now === 'other') continue;
      toPack.push({ path, kind: now, target });
      if (now === 'folder') this.#folders.add(target);
      else this.#forget(target);
    }
    return toPack;
  }

  /** @param hostFolders those of the host that stand for the folder and the ones above it, innermost first */
  async #missingFolders(folder: RawPath, hostFolders: readonly RawPath[]): Promise<readonly PathToPack[]> {
    if (this.#folders.has(folder)) return [];
    const path = hostFolders[0];
    // What is there on the host is made as it is there. Of the rest only the engine knows.
    if (path === undefined && (await this.#isFolder(folder))) return [];
    const above = await this.#missingFolders(parentOf(folder), hostFolders.slice(1));
    this.#folders.add(folder);
    return [...above, { path, kind: 'folder', target: folder }];
  }

  async #isFolder(path: RawPath): Promise<boolean> {
    const stat = await this.engine.containers.statPath(this.id, textOf(path), { signal: this.signal });
    // A link is as good: what leads elsewhere is not for us to judge.
    const isFolder = stat?.kind === 'folder' || stat?.kind === 'link';
    if (isFolder) this.#folders.add(path);
    return isFolder;
  }

  #forget(path: RawPath): void {
    if (!this.#folders.has(path)) return;
    for (const folder of this.#folders)
      if (folder === path || isBelow(folder, path)) this.#folders.delete(folder);
  }

  #ownerOf(): Promise<Owner> {
    this.#owner ??= this.engine.containers
      .inspect(this.id, { signal: this.signal })
      .then(({ user }) => ownerIn(this.engine, this.id, user, this.signal));
    return this.#owner;
  }
}

/** The folders that a path is in, up to but without the root, innermost first. */
function foldersBetween(path: RawPath, root: RawPath): readonly RawPath[] {
  const folders: RawPath[] = [];
  for (let folder = parentOf(path); isBelow(folder, root); folder = parentOf(folder)) folders.push(folder);
  return folders;
}
