import { Readable } from 'node:stream';
import type { ContainerId } from '../../../model/names.js';
import type { CallOptions, CommitSpec, PathStat } from '../../engine.js';
import { dial, type JsonRequest, type StreamRequest } from '../connection/dial.js';
import type { EngineConnection } from '../connection/engine-connection.js';
import { unlessNotFound } from '../failures/unless-not-found.js';
import { numberAt, textAt } from '../json-value.js';

/** Bits of Go's file modes, which are not those of Unix. */
const goFolder = 2 ** 31;
const goLink = 2 ** 27;
/** Devices, pipes, sockets and what is none of these. */
const goOther = 2 ** 26 + 2 ** 25 + 2 ** 24 + 2 ** 21 + 2 ** 19;

export async function statPath(
  connection: EngineConnection,
  id: ContainerId,
  path: string,
  { signal }: CallOptions = {},
): Promise<PathStat | undefined> {
  const request = { method: 'HEAD', path: `/containers/${id}/archive`, query: { path } } as const;
  const response = await connection.call(signal, (docker, abort) =>
    unlessNotFound(dial(docker, request, abort)),
  );
  if (response === undefined) return undefined;
  response.resume();
  const header = String(response.headers['x-docker-container-path-stat'] ?? '');
  const stat: unknown = JSON.parse(Buffer.from(header, 'base64').toString());
  const mode = numberAt(stat, 'mode') ?? 0;
  const linkTarget = textAt(stat, 'linkTarget');
  const has = (bits: number): boolean => (BigInt(mode) & BigInt(bits)) !== 0n;
  const kind = has(goFolder) ? 'folder' : has(goLink) ? 'link' : has(goOther) ? 'other' : 'file';
  return { kind, ...(kind === 'link' && linkTarget !== undefined ? { linkTarget } : {}) };
}

export const getArchive = (
  connection: EngineConnection,
  id: ContainerId,
  path: string,
  options?: CallOptions,
): AsyncIterable<Uint8Array> =>
  received(connection, { method: 'GET', path: `/containers/${id}/archive`, query: { path } }, options);

export const exportContainer = (
  connection: EngineConnection,
  id: ContainerId,
  options?: CallOptions,
): AsyncIterable<Uint8Array> =>
  received(connection, { method: 'GET', path: `/containers/${id}/export` }, options);

async function* received(
  connection: EngineConnection,
  request: StreamRequest,
  { signal }: CallOptions = {},
): AsyncGenerator<Uint8Array> {
  try {
    yield* await connection.open(request, signal);
  } catch (error) {
    throw connection.failure(error, signal);
  }
}

/** Uncompressed: a compressed one would be unpacked by a program, run as root by the engine. */
export async function putArchive(
  connection: EngineConnection,
  id: ContainerId,
  folder: string,
  archive: AsyncIterable<Uint8Array>,
  {
    signal,
    keepsOwners = false,
    replaces = false,
  }: CallOptions & { readonly keepsOwners?: boolean; readonly replaces?: boolean } = {},
): Promise<void> {
  const query = {
    path: folder,
    noOverwriteDirNonDir: replaces ? undefined : 'true',
    copyUIDGID: keepsOwners ? 'true' : undefined,
  };
  const body = { content: Readable.from(archive, { objectMode: false }), type: 'application/x-tar' };
  // What goes wrong while it is read would otherwise only look like an archive that ends too soon.
  const broken = new Promise<never>((_, reject) => {
    body.content.once('error', reject);
  });
  broken.catch(() => undefined);
  const request = { method: 'PUT', path: `/containers/${id}/archive`, query, body } as const;
  const response = await Promise.race([connection.open(request, signal), broken]);
  response.resume();
}

export function commitRequest(id: ContainerId, spec: CommitSpec): JsonRequest {
  const { repository, tag, author, message, changes, pauses } = spec;
  return {
    method: 'POST',
    path: '/commit',
    query: {
      container: id,
      pause: String(pauses),
      ...(repository === undefined ? {} : { repo: repository }),
      ...(tag === undefined ? {} : { tag }),
      ...(author === undefined ? {} : { author }),
      ...(message === undefined ? {} : { comment: message }),
      ...(changes.length === 0 ? {} : { changes: changes.join('\n') }),
    },
  };
}
