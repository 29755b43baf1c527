import { createHash, type Hash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { extract, type Header } from 'tar-stream';
import type { Engine } from '../../engine/engine.js';
import { EngineError } from '../../engine/engine-error.js';
import type { ContainerId } from '../../model/names.js';
import { bytesOf, isBelow, parentOf, type RawPath, rawPath, textOf } from '../../platform/raw-path.js';
import { entryAt } from '../../platform/watched-tree/entry.js';
import type { TreeChange } from '../../platform/watched-tree/watched-tree.js';
import type { WatchedRule } from '../../watch/watched-rule.js';
import type { PathToSync } from '../../watch/work.js';

/**
 * What of the files of some rules a container does not have as they are, by their content. What the container has
 * and the folder has not is removed if it came with the image into a folder that is there on the host, too: it was
 * removed on the host since. What programs in the container or steps of the build made stays: whole folders, such as
 * installed packages, and everything that is not of the image.
 *
 * @param entries all that there is on the host
 */
export async function differences(
  engine: Engine,
  id: ContainerId,
  rules: readonly WatchedRule[],
  entries: readonly TreeChange[],
  signal: AbortSignal,
): Promise<readonly PathToSync[]> {
  const made = new Set((await engine.containers.changedPaths(id, { signal })).map(rawPath));
  const found: PathToSync[] = [];
  for (const rule of rules) found.push(...(await differencesOf(engine, id, rule, entries, made, signal)));
  return found;
}

async function differencesOf(
  engine: Engine,
  id: ContainerId,
  rule: WatchedRule,
  entries: readonly TreeChange[],
  made: ReadonlySet<RawPath>,
  signal: AbortSignal,
): Promise<readonly PathToSync[]> {
  const { root } = rule;
  const place = rule.targetOf(root);
  if (place === undefined) return [];
  const expected = new Map<RawPath, PathToSync>();
  for (const entry of entries) {
    const target = rule.includes(entry.path) ? rule.targetOf(entry.path) : undefined;
    if (target !== undefined) expected.set(target, { ...entry, target, root });
  }
  const removed: PathToSync[] = [];
  const all = new Set(expected.keys());
  const compare = async (header: Header, content: AsyncIterable<unknown>): Promise<void> => {
    const target = targetIn(place, header.name);
    const path = (root + target.slice(place.length)) as RawPath;
    const wanted = expected.get(target);
    if (wanted !== undefined) {
      if (await isSame(wanted.path, header, content)) expected.delete(target);
    } else if (
      header.type !== 'directory' &&
      isBelow(target, place) &&
      all.has(parentOf(target)) &&
      !made.has(target) &&
      !target.includes(unknownByte) &&
      rule.includes(path)
    )
      removed.push({ path, now: 'gone', was: 'file', target, root });
  };
  const archive = engine.containers.getArchive(id, textOf(place), { signal });
  try {
    await eachEntry(archive, compare);
  } catch (error) {
    if (!(error instanceof EngineError && error.failure.kind === 'not-found')) throw error;
  }
  return [...expected.values(), ...removed];
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

async function eachEntry(
  archive: AsyncIterable<Uint8Array>,
  read: (header: Header, content: AsyncIterable<unknown>) => Promise<void>,
): Promise<void> {
  const entries = extract();
  const feeding = pipeline(archive, entries);
  feeding.catch(() => {});
  for await (const entry of entries) {
    await read(entry.header, entry);
    entry.resume();
  }
  await feeding;
}
