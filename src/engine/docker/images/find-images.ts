import type { ImageInfo } from 'dockerode';
import { familiarName, isImageId, parseImageReference } from '../../../model/image-reference.js';
import type { ObservedImage } from '../../../model/observed.js';
import type { CallOptions } from '../../engine.js';
import { requestJson } from '../connection/dial.js';
import type { EngineConnection } from '../connection/engine-connection.js';
import { unlessNotFound } from '../failures/unless-not-found.js';
import { isRecord, textAt } from '../json-value.js';

/** One list call for all names; ids, which the engine's list cannot be filtered by, are looked up one by one. */
export async function findImages(
  connection: EngineConnection,
  references: readonly string[],
  { signal }: CallOptions = {},
): Promise<Readonly<Record<string, ObservedImage>>> {
  const names = references.filter((reference) => !isImageId(reference));
  const ids = references.filter(isImageId);
  const [named, identified] = await Promise.all([
    names.length === 0 ? [] : findNamed(connection, names, signal),
    Promise.all(ids.map((id) => findById(connection, id, signal))),
  ]);
  return Object.fromEntries([...named, ...identified.flat()]);
}

async function findNamed(
  connection: EngineConnection,
  names: readonly string[],
  signal: AbortSignal | undefined,
): Promise<[string, ObservedImage][]> {
  const images = await connection.call(signal, (docker, abort) => {
    const patterns = [...new Set(names.map((name) => familiarName(parseImageReference(name))))];
    return docker.listImages({ filters: { reference: patterns }, ...abort });
  });
  return names.flatMap((name): [string, ObservedImage][] => {
    const wanted = listedAs(name);
    const image = images.find(({ RepoTags, RepoDigests }) =>
      [...(RepoTags ?? []), ...(RepoDigests ?? [])].includes(wanted),
    );
    return image === undefined ? [] : [[name, observedImage(image)]];
  });
}

/** A digest decides; a tag beside it is not looked at. */
function listedAs(name: string): string {
  const reference = parseImageReference(name);
  const familiar = familiarName(reference);
  return reference.digest === undefined ? `${familiar}:${reference.tag}` : `${familiar}@${reference.digest}`;
}

async function findById(
  connection: EngineConnection,
  id: string,
  signal: AbortSignal | undefined,
): Promise<[string, ObservedImage][]> {
  const image = await connection.call(signal, (docker, abort) =>
    unlessNotFound(requestJson(docker, { method: 'GET', path: `/images/${id}/json` }, abort)),
  );
  const tags: unknown = isRecord(image) ? image['RepoTags'] : [];
  const found = textAt(image, 'Id');
  return found === undefined ? [] : [[id, { id: found, tags: Array.isArray(tags) ? tags.map(String) : [] }]];
}

export function observedImage({ Id, RepoTags }: ImageInfo): ObservedImage {
  return { id: Id, tags: RepoTags ?? [] };
}
