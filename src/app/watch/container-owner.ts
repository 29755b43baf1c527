import type { Engine } from '../../engine/engine.js';
import { EngineError } from '../../engine/engine-error.js';
import type { ContainerId } from '../../model/names.js';
import { eachEntry } from '../../platform/archive/each-entry.js';

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Whom files in a container are to belong to: whoever its program runs as, so that it may change them.
 *
 * @param user as containers have it: `node`, `node:www`, `1000`, `1000:1000`, or empty for root
 */
export async function ownerIn(
  engine: Engine,
  id: ContainerId,
  user: string,
  signal: AbortSignal,
): Promise<Owner> {
  const [name = '', group] = user.split(':');
  if (name === '') return { uid: 0, gid: 0 };
  const isNumber = (text: string): boolean => /^\d+$/.test(text);
  const passwd = isNumber(name) && group !== undefined ? [] : await table(engine, id, '/etc/passwd', signal);
  const entry = passwd.find(([entryName, , uid]) => entryName === name || uid === name);
  const uid = isNumber(name) ? Number(name) : Number(entry?.[2] ?? 0);
  if (group === undefined) return { uid, gid: Number(entry?.[3] ?? 0) };
  if (isNumber(group)) return { uid, gid: Number(group) };
  const groups = await table(engine, id, '/etc/group', signal);
  return { uid, gid: Number(groups.find(([groupName]) => groupName === group)?.[2] ?? 0) };
}

/** The lines of a file that has colons between its columns; none where there is no such file. */
async function table(
  engine: Engine,
  id: ContainerId,
  path: string,
  signal: AbortSignal,
): Promise<readonly (readonly string[])[]> {
  let text = '';
  try {
    await eachEntry(engine.containers.getArchive(id, path, { signal }), async (_, content) => {
      for await (const chunk of content) text += String(chunk);
    });
  } catch (error) {
    if (error instanceof EngineError && error.failure.kind === 'not-found') return [];
    throw error;
  }
  return text.split('\n').map((line) => line.split(':'));
}
