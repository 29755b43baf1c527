import { lstat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { Build } from '../../../model/project.js';
import type { SyncedSource } from './file-sync.js';

/** Where the builder reads from, and what it is told of it. */
export interface BuildSources {
  /** By the names that BuildKit has for them. */
  readonly sources: { readonly context: SyncedSource; readonly dockerfile: SyncedSource };
  /** In the folder of that name. */
  readonly dockerfile: string;
}

/** Rejects with the file system's error when the Dockerfile is missing. */
export async function buildSources(build: Build): Promise<BuildSources> {
  const { context: folder, dockerfile = 'Dockerfile', dockerfile_inline: inline } = build;
  const context: SyncedSource =
    folder === undefined ? { kind: 'files', files: [] } : { kind: 'folder', path: folder };
  if (inline !== undefined) {
    const name = 'Dockerfile';
    return {
      sources: { context, dockerfile: { kind: 'files', files: [{ name, content: inline }] } },
      dockerfile: name,
    };
  }
  const path = resolve(folder ?? '/', dockerfile);
  // A missing file is said here, with its path, rather than by the engine without it.
  await lstat(path);
  return {
    sources: { context, dockerfile: { kind: 'folder', path: dirname(path) } },
    dockerfile: basename(path),
  };
}
