import { createHash, type Hash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import type { Header } from 'tar-stream';
import type { Engine } from '../../engine/engine.js';
import { EngineError } from '../../engine/engine-error.js';
import type { ContainerId } from '../../model/names.js';
import { eachEntry } from '../../platform/archive/each-entry.js';
import { bytesOf, isBelow, parentOf, type RawPath, rawPath, textOf } from '../../platform/raw-path.js';
import { entryAt } from '../../platform/watched-tree/entry.js';
import type { TreeChange } from '../../platform/watched-tree/watched-tree.js';
import type { WatchedRule } from '../../watch/watched-rule.js';
import type { PathToSync } from '../../watch/work.js';
import type { SyncedContainer } from './synced-container.js';
import type { SyncedRecord } from './synced-record.js';

/**
 * What of the files of some rules a container does not have as they are, by their content.
 *
 * With `initial_sync`, that is everything; without, what has changed since a watch had the container last. What the
 * container has and the folder has not is removed if it was copied there before, or came with the image into a folder
 * that is there on the host, too: it was removed on the host since. What programs in the container or steps of the
 * build made stays: whole folders, such as installed packages, and everything else that is not of the image.
 *
 * @param entries all that there is on the host
 */
export async function differences(
  engine: Engine,
  container: SyncedContainer,
  rules: readonly WatchedRule[],
  entries: () => Iterable<TreeChange>,
  signal: AbortSignal,
): Promise<readonly PathToSync[]> {
  const record = await container.record;
  const compared = rules.filter(({ rule }) => rule.initial_sync === true || record.leftAt !== undefined);
  if (compared.length === 0) return [];
  const changed = await engine.containers.changedPaths(container.id, { signal });
  const comparison: Comparison = {
    engine,
    id: container.id,
    record,
    made: new Set(changed.map(rawPath)),
    signal,
  };
  const all = [...entries()];
  const found: PathToSync[] = [];
  for (const rule of compared) found.push(...(await differencesOf(comparison, rule, all)));
  await record.save();
  return found;
}

interface Comparison {
  readonly engine: Engine;
  readonly id: ContainerId;
  readonly record: SyncedRecord;
  /** What did not come with the image. */
  readonly made: ReadonlySet<RawPath>;
  readonly signal: AbortSignal;
}

async function differencesOf(
  { engine, id, record, made, signal }: Comparison,
  rule: WatchedRule,
  entries: readonly TreeChange[],
): Promise<readonly PathToSync[]> {
  const { root } = rule;
  const place = rule.targetOf(root);
  if (place === undefined) return [];
  const isComplete = rule.rule.initial_sync === true;
  const { leftAt = 0 } = record;
  const there = new Map<RawPath, PathToSync>();
  for (const entry of entries) {
    const target = rule.includes(entry.path) ? rule.targetOf(entry.path) : undefined;
    if (target !== undefined) there.set(target, { ...entry, target, root });
  }
  const different = new Map(
    [...there].filter(
      ([target, { path }]) => isComplete || record.has(target) || (entryAt(path)?.ctimeMs ?? 0) > leftAt,
    ),
  );
  const removed: PathToSync[] = [];
  const compare = async (header: Header, content: AsyncIterable<unknown>): Promise<void> => {
    const target = targetIn(place, header.name);
    const path = (root + target.slice(place.length)) as RawPath;
    const wanted = different.get(target);
    if (wanted !== undefined) {
      if (!(await isSame(wanted.path, header, content))) return;
      different.delete(target);
      if (wanted.now !== 'folder') record.add(target);
    } else if (
      !there.has(target) &&
      header.type !== 'directory' &&
      isBelow(target, place) &&
      rule.includes(path)
    ) {
      const cameWithImage = there.has(parentOf(target)) && !made.has(target) && !target.includes(unknownByte);
      if (record.has(target) || (isComplete && cameWithImage))
        removed.push({ path, now: 'gone', was: 'file', target, root });
    }
  };
  const archive = engine.containers.getArchive(id, textOf(place), { signal });
  try {
    await eachEntry(archive, compare);
  } catch (error) {
    if (!(error instanceof EngineError && error.failure.kind === 'not-found')) throw error;
  }
  return [...different.values(), ...removed];
}

/** What a name becomes that is no text, where an archive is read as text. */
const unknownByte = rawPath('\ufffd');

/** Names in an archive begin with that of what it is an archive of. */
function targetIn(place: RawPath, name: string): RawPath {
  const [, ...below] = rawPath(name).replace(/\/$/, '').split('/');
  return [place, ...below].join('/') as RawPath;
}

async function isSame(
  path: RawPath,
  { type, mode, size = 0, linkname }: Header,
  content: AsyncIterable<unknown>,
): Promise<boolean> {
  const now = entryAt(path);
  // Older engines have the kind of a file among the bits, too.
  const isModeSame = now?.mode === ((mode ?? 0) & 0o7777);
  switch (now?.kind) {
    case 'folder':
      return type === 'directory' && isModeSame;
    case 'link':
      return type === 'symlink' && linkname === String(readlinkSync(bytesOf(path)));
    case 'file': {
      if (type !== 'file' || !isModeSame || now.size !== size) return false;
      const hash: Hash = createHash('sha1');
      for await (const chunk of content) if (chunk instanceof Uint8Array) hash.update(chunk);
      return (
        hash.digest('hex') ===
        createHash('sha1')
          .update(readFileSync(bytesOf(path)))
          .digest('hex')
      );
    }
    default:
      return false;
  }
}
