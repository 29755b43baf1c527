import { lstat, readlink, realpath, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Diagnostic, DiagnosticError } from '../../diagnostics/diagnostic.js';
import type { Engine } from '../../engine/engine.js';
import { isOneoff, label } from '../../model/labels.js';
import type { ContainerId } from '../../model/names.js';
import type { ObservedContainer } from '../../model/observed.js';
import { ArchiveError } from '../../platform/archive/archive-error.js';
import { packPath } from '../../platform/archive/pack-path.js';
import { renameEntries } from '../../platform/archive/rename-entries.js';
import { unpackArchive } from '../../platform/archive/unpack-archive.js';
import { type Outcome, settle, succeeded, tell } from '../outcome.js';
import { ownContainers } from '../own-containers.js';
import type { ProjectRequest, Runtime } from '../runtime.js';
import {
  absolutePath,
  type CopyEnd,
  type CopyPlace,
  copyPlace,
  lastName,
  linkedPath,
  planCopy,
} from './copy-paths.js';

export interface CopyRequest {
  readonly project: ProjectRequest;
  /** `service:/path`, a path here, or `-` for a tar archive. */
  readonly source: string;
  readonly destination: string;
  /** Number of the replica; absent: all when something is copied to them, the first when it is copied from one. */
  readonly index?: number;
  /** Those, too, that `run` made. */
  readonly oneoffs: boolean;
  /** What a link leads to is copied in the place of the link. */
  readonly followLinks: boolean;
  /** Owners are kept as they are. */
  readonly keepOwners: boolean;
  /** Where an archive comes from and goes to. */
  readonly streams: CopyStreams;
}

export interface CopyStreams {
  input(): AsyncIterable<Uint8Array>;
  output(bytes: Uint8Array): Promise<void>;
}

/** Copies files and folders between this machine and the containers of a service, running or not. */
export function copy(runtime: Runtime, request: CopyRequest): Promise<Outcome> {
  return settle(runtime, async () => {
    const source = copyPlace(request.source);
    const destination = copyPlace(request.destination);
    try {
      if (source.kind === 'container' && destination.kind !== 'container')
        return await copyOut(runtime, request, source, destination);
      if (destination.kind === 'container' && source.kind !== 'container')
        return await copyIn(runtime, request, source, destination);
    } catch (error) {
      if (!(error instanceof ArchiveError) && !isFileError(error)) throw error;
      throw refusal(
        isFileError(error) && error.code === 'ENOENT' ? `there is no ${error.path}` : error.message,
      );
    }
    throw refusal(
      source.kind === 'container'
        ? 'copying between services is not supported'
        : 'unknown copy direction: one end has to be in a service',
      'write that end as `service:/path`; a path here that has a colon begins with `./` or `/`',
    );
  });
}

type InContainer = CopyPlace & { readonly kind: 'container' };
type Outside = Exclude<CopyPlace, InContainer>;

async function copyOut(
  runtime: Runtime,
  request: CopyRequest,
  { service, path }: InContainer,
  destination: Outside,
): Promise<Outcome> {
  const found = await containersOf(runtime, request, service);
  if (found === undefined) return { kind: 'invalid' };
  const { engine } = found;
  const [{ id, name: containerName }] = found.containers;
  const asked = absolutePath(path, '/');
  const source = await sourceIn(engine, id, asked, request.followLinks);
  if (source === undefined) throw refusal(`there is no ${asked} in container ${containerName}`);
  const { signal } = runtime;
  const archive = engine.containers.getArchive(id, source.path, { signal });
  if (destination.kind === 'stream') {
    for await (const bytes of archive) await request.streams.output(bytes);
    return succeeded;
  }
  const end = await hostEnd(absolutePath(destination.path, runtime.workingDir));
  // A link is copied under its own name, whatever what it leads to is called.
  const plan = planCopy({ ...source, path: asked }, end);
  if (plan.kind === 'refused') throw refusal(plan.because);
  const name = lastName(source.path);
  const renamed = name === plan.name ? archive : renameEntries(archive, name, plan.name);
  const skipped = await unpackArchive(renamed, plan.folder, request.keepOwners && isRoot() ? 'kept' : 'own');
  tell(runtime, skipped.map(leftOut));
  return succeeded;
}

async function copyIn(
  runtime: Runtime,
  request: CopyRequest,
  source: Outside,
  { service, path }: InContainer,
): Promise<Outcome> {
  const found = await containersOf(runtime, request, service);
  if (found === undefined) return { kind: 'invalid' };
  const { engine } = found;
  const { signal } = runtime;
  const asked = absolutePath(path, '/');
  const options = { signal, keepsOwners: request.keepOwners };
  if (source.kind === 'stream') {
    const [container, ...others] = found.containers;
    if (others.length > 0)
      throw refusal(
        `service "${service}" has ${others.length + 1} containers, and an archive can be read only once`,
        'say which with `--index`',
      );
    const end = await endIn(engine, container.id, asked);
    if (end.kind !== 'folder')
      throw refusal(`destination ${service}:${path} must be a folder for an archive`);
    await engine.containers.putArchive(container.id, end.path, request.streams.input(), options);
    return succeeded;
  }
  const local = absolutePath(source.path, runtime.workingDir);
  const end = await sourceHere(local, request.followLinks);
  await Promise.all(
    found.containers.map(async ({ id }) => {
      const plan = planCopy({ ...end, path: local }, await endIn(engine, id, asked));
      if (plan.kind === 'refused') throw refusal(plan.because);
      const archive = packPath(end.path.replace(/(?<=.)\/\.?$/, ''), plan.name);
      await engine.containers.putArchive(id, plan.folder, archive, options);
    }),
  );
  return succeeded;
}

interface Found {
  readonly engine: Engine;
  readonly containers: readonly [ObservedContainer, ...ObservedContainer[]];
}

async function containersOf(
  runtime: Runtime,
  { project, index, oneoffs }: CopyRequest,
  service: string,
): Promise<Found | undefined> {
  const found = await ownContainers(runtime, { project, services: [service] });
  if (found === undefined) return undefined;
  const [first, ...others] = found.containers
    .filter(({ labels }) => index === undefined || labels[label.containerNumber] === String(index))
    .filter(({ labels }) => oneoffs || !isOneoff(labels));
  if (first !== undefined) return { engine: found.engine, containers: [first, ...others] };
  throw new DiagnosticError([
    {
      code: 'no-container',
      severity: 'error',
      message: `service "${service}" has no container${index === undefined ? '' : ` #${index}`}`,
      help: 'make it with `stack create` or `stack up`',
    },
  ]);
}

/** Undefined when it is not there. */
async function sourceIn(
  engine: Engine,
  id: ContainerId,
  path: string,
  followLinks: boolean,
): Promise<CopyEnd | undefined> {
  const found = await engine.containers.statPath(id, path);
  if (found === undefined) return undefined;
  if (followLinks && found.linkTarget !== undefined)
    return await sourceIn(engine, id, linkedPath(path, found.linkTarget), false);
  return { path, kind: found.kind === 'folder' ? 'folder' : 'file' };
}

/** A link at the destination leads to where things go. */
async function endIn(engine: Engine, id: ContainerId, path: string): Promise<CopyEnd> {
  const found = await engine.containers.statPath(id, path);
  if (found?.linkTarget !== undefined) {
    const target = linkedPath(path, found.linkTarget);
    const led = await engine.containers.statPath(id, target);
    return { path: target, kind: kindOf(led?.kind === 'folder', led !== undefined) };
  }
  return { path, kind: kindOf(found?.kind === 'folder', found !== undefined) };
}

async function sourceHere(path: string, followLinks: boolean): Promise<CopyEnd> {
  const real = followLinks ? await realpath(path) : path;
  const stats = await lstat(real);
  if (!stats.isDirectory() && /\/\.?$/.test(path)) throw refusal(`${path} is not a folder`);
  return { path: real, kind: stats.isDirectory() ? 'folder' : 'file' };
}

async function hostEnd(path: string): Promise<CopyEnd> {
  const stats = await lstatIfThere(path);
  // One that leads nowhere is filled, not replaced.
  const target = stats?.isSymbolicLink() === true ? linkedPath(path, await readlink(path)) : path;
  const led = stats?.isSymbolicLink() === true ? await statIfThere(target) : stats;
  return { path: target, kind: kindOf(led?.isDirectory() === true, led !== undefined) };
}

const kindOf = (isFolder: boolean, isThere: boolean): CopyEnd['kind'] =>
  isFolder ? 'folder' : isThere ? 'file' : 'nothing';

const lstatIfThere = (path: string) => lstat(path).catch(undefinedIfAbsent);
const statIfThere = (path: string) => stat(path).catch(undefinedIfAbsent);

function undefinedIfAbsent(error: unknown): undefined {
  if (isFileError(error) && error.code === 'ENOENT') return undefined;
  throw error;
}

const isFileError = (error: unknown): error is Error & { readonly code: string; readonly path: string } =>
  error instanceof Error && 'code' in error && 'path' in error;

const isRoot = (): boolean => process.getuid?.() === 0;

const refusal = (message: string, help?: string): DiagnosticError =>
  new DiagnosticError([
    { code: 'cannot-copy', severity: 'error', message, ...(help === undefined ? {} : { help }) },
  ]);

const leftOut = (name: string): Diagnostic => ({
  code: 'cannot-copy',
  severity: 'warning',
  message: `${basename(name)} is left out: it is a device, a pipe or a socket, and has no content`,
});
