import { Readable } from 'node:stream';
import type { ContainerId } from '../../../model/names.js';
import { tarEnd, tarHeader } from '../../../platform/archive/tar-entry.js';
import type { CallOptions } from '../../engine.js';
import { EngineError } from '../../engine-error.js';
import { dial } from '../connection/dial.js';
import type { EngineConnection } from '../connection/engine-connection.js';
import { statPath } from './archive-calls.js';
import { execCall } from './exec-call.js';

/** Up to here a request for each is faster than to have a program run in the container. */
const fewPaths = 32;
const atOnce = 8;
/** Of arguments of one program, in bytes; Linux takes more. */
const maxArguments = 64 * 1024;
const asRoot = { environment: [], privileged: false, user: '0', workingDir: '/' } as const;

/**
 * The engine has no call for this. What it has is archives: before an entry takes its place, whatever is there is
 * removed, and of an entry that is the label of a tape there is nothing to be put in its place: the engine then says
 * that it does not know such an entry, and what was there is gone. One request removes one path so, also from a
 * container that has no program for it or does not run.
 */
export async function removePaths(
  connection: EngineConnection,
  id: ContainerId,
  paths: readonly Uint8Array[],
  { signal }: CallOptions = {},
): Promise<void> {
  if (paths.length > fewPaths && (await removeByProgram(connection, id, paths, signal))) return;
  const left = [...paths];
  const worker = async (): Promise<void> => {
    for (let path = left.shift(); path !== undefined; path = left.shift())
      await removeByArchive(connection, id, path, signal);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, paths.length) }, worker));
}

/** @returns whether the container has such a program and it did so */
async function removeByProgram(
  connection: EngineConnection,
  id: ContainerId,
  paths: readonly Uint8Array[],
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const texts = paths.map(textOf);
  // Arguments travel as JSON, which has no bytes that are not text.
  if (texts.some((text) => text === undefined)) return false;
  try {
    for (const chunk of chunked(texts.flatMap((text) => text ?? []))) {
      const command = ['rm', '-rf', '--', ...chunk];
      for await (const event of execCall(
        connection,
        id,
        { ...asRoot, command },
        { ...(signal && { signal }) },
      ))
        if (event.kind === 'exited' && event.exitCode !== 0) return false;
    }
    return true;
  } catch (error) {
    // It does not run, or has no such program.
    const kind = error instanceof EngineError ? error.failure.kind : undefined;
    if (kind === 'conflict' || kind === 'invalid-request' || kind === 'server-error') return false;
    throw error;
  }
}

function* chunked(paths: readonly string[]): Generator<readonly string[]> {
  let chunk: string[] = [];
  let size = 0;
  for (const path of paths) {
    if (size + path.length > maxArguments) {
      yield chunk;
      [chunk, size] = [[], 0];
    }
    chunk.push(path);
    size += Buffer.byteLength(path) + 1;
  }
  if (chunk.length > 0) yield chunk;
}

async function removeByArchive(
  connection: EngineConnection,
  id: ContainerId,
  path: Uint8Array,
  signal: AbortSignal | undefined,
): Promise<void> {
  // The engine would make the folders that lead to a path that is not there.
  const text = textOf(path);
  if (text !== undefined && (await isMissing(connection, id, text, signal))) return;
  const name = path.subarray(path.findIndex((byte) => byte !== slash));
  const header = tarHeader({ name, type: 'volume-label', mode: 0, uid: 0, gid: 0, modified: 0 });
  const body = { content: Readable.from([Buffer.concat([header, tarEnd])]), type: 'application/x-tar' };
  const request = {
    method: 'PUT',
    path: `/containers/${id}/archive`,
    query: { path: '/' },
    body,
  } as const;
  await connection.call(signal, async (docker, abort) => {
    try {
      (await dial(docker, request, abort)).resume();
    } catch (error) {
      if (!isRemoved(error)) throw error;
    }
  });
}

async function isMissing(
  connection: EngineConnection,
  id: ContainerId,
  path: string,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    return (await statPath(connection, id, path, { ...(signal && { signal }) })) === undefined;
  } catch (error) {
    // Such as a path that leads through a file; where that is not it, what follows fails with words.
    if (error instanceof EngineError && error.failure.kind === 'server-error') return false;
    throw error;
  }
}

const slash = 0x2f;

/** It does not know the entry, or the path leads through a file, so that nothing was there. */
const isRemoved = (error: unknown): boolean =>
  error instanceof Error && /unhandled tar header type|not a directory/.test(error.message);

/** Undefined where the bytes are no text. */
function textOf(path: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(path);
  } catch {
    return undefined;
  }
}
