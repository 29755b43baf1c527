import { lstat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { Build } from '../../../model/project.js';
import type { SyncedSource } from './file-sync.js';
import { isRemote, type SourceNames } from './frontend-options.js';

/** What the builder may read of this machine, and what it is told of it. */
export interface BuildSources {
  readonly sources: Readonly<Record<string, SyncedSource>>;
  readonly names: SourceNames;
  /** Where the Dockerfile is, for people: its absolute path, or a name in angle brackets. */
  readonly dockerfilePlace: string;
}

/** Names that BuildKit has for the context and for the folder of the Dockerfile. */
const contextName = 'context';
const dockerfileName = 'dockerfile';

/** Rejects with the file system's error when the Dockerfile, or the folder of a context, is missing. */
export async function buildSources(build: Build): Promise<BuildSources> {
  const dockerfile = await dockerfileSource(build);
  const context = contextSource(build);
  const others = Object.entries(build.additional_contexts ?? {}).flatMap(([name, value], index) =>
    value.startsWith('/') ? [{ name, source: `named-${index}`, path: value }] : [],
  );
  await Promise.all(others.map(({ path }) => lstat(path)));
  return {
    sources: {
      ...(context === undefined ? {} : { [contextName]: context }),
      ...(dockerfile === undefined ? {} : { [dockerfileName]: dockerfile.source }),
      ...Object.fromEntries(others.map(({ source, path }) => [source, { kind: 'folder', path } as const])),
    },
    names: {
      ...(dockerfile === undefined ? {} : { dockerfile: dockerfile.name }),
      folders: Object.fromEntries(others.map(({ name, source }) => [name, source])),
    },
    dockerfilePlace: dockerfile?.place ?? `<${build.dockerfile ?? 'Dockerfile'}>`,
  };
}

function contextSource({ context }: Build): SyncedSource | undefined {
  if (context === undefined) return { kind: 'files', files: [] };
  return isRemote(context) ? undefined : { kind: 'folder', path: context };
}

interface DockerfileSource {
  readonly name: string;
  readonly source: SyncedSource;
  readonly place: string;
}

/** Undefined when it is in a context that the builder fetches. */
async function dockerfileSource({
  context,
  dockerfile = 'Dockerfile',
  dockerfile_inline: inline,
}: Build): Promise<DockerfileSource | undefined> {
  if (inline !== undefined) {
    const name = 'Dockerfile';
    return {
      name,
      place: '<dockerfile_inline>',
      source: { kind: 'files', files: [{ name, content: inline }] },
    };
  }
  if (isRemote(context)) return undefined;
  const path = resolve(context ?? '/', dockerfile);
  // A missing file is said here, with its path, rather than by the engine without it.
  await lstat(path);
  return { name: basename(path), place: path, source: { kind: 'folder', path: dirname(path) } };
}
