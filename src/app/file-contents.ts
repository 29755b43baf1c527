import { dirname } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Locate } from '../execute/engine-failure-diagnostic.js';
import { type FileObjectKey, fileObjectKey, fileObjectName } from '../model/container-file.js';
import type { FileObject, Project } from '../model/project.js';
import { fingerprint } from '../model/secret-values.js';
import type { UsedFileObject } from '../plan/container-files.js';
import { FileAccessError, type FileSystem } from '../platform/file-system.js';

/** A larger file is mounted all the same; only its changes go unnoticed. In bytes. */
const maxBytes = 16 * 1024 * 1024;

export interface FileContents {
  readonly contents: ReadonlyMap<FileObjectKey, Uint8Array>;
  /** Tell whether a content is another one without telling what it is. */
  readonly fingerprints: Readonly<Record<FileObjectKey, string>>;
  readonly diagnostics: readonly Diagnostic[];
}

interface Sources {
  readonly project: Project;
  /** Those that expressions in the files see. */
  readonly variables: Readonly<Record<string, string>>;
  readonly files: FileSystem;
  readonly locate: Locate;
}

/** Reads the configs and secrets that are used. What cannot be had is told with its place. */
export async function readFileContents(
  used: readonly UsedFileObject[],
  sources: Sources,
): Promise<FileContents> {
  const contents = new Map<FileObjectKey, Uint8Array>();
  const fingerprints: Record<FileObjectKey, string> = {};
  const diagnostics: Diagnostic[] = [];
  for (const use of used) {
    const object = sources.project[use.kind][use.source];
    const content = object && (await contentOf(object, use, sources));
    if (content === undefined) continue;
    if (!(content instanceof Uint8Array)) {
      diagnostics.push(content);
      continue;
    }
    const key = fileObjectKey(use);
    contents.set(key, content);
    fingerprints[key] = fingerprint(key, Buffer.from(content).toString('latin1'));
  }
  return { contents, fingerprints, diagnostics };
}

async function contentOf(
  { content, environment, file }: FileObject,
  use: UsedFileObject,
  { variables, files, locate }: Sources,
): Promise<Uint8Array | Diagnostic | undefined> {
  const { kind, source, copied } = use;
  const what = fileObjectName(use);
  if (content !== undefined) return new TextEncoder().encode(content);
  if (environment !== undefined) {
    const value = variables[environment];
    if (value !== undefined) return new TextEncoder().encode(value);
    const at = locate([kind, source, 'environment']);
    return {
      code: 'required-variable',
      severity: 'error',
      message: `${what} is the value of the variable ${environment}, which is not set`,
      ...(at && { at }),
      help: 'set it in the shell or in `.env`',
    };
  }
  if (file === undefined) return undefined;
  try {
    return await files.readBytes(file, copied ? {} : { maxBytes });
  } catch (error) {
    if (!(error instanceof FileAccessError)) throw error;
    const isMissing = error.failure === 'not-found';
    // Where the folder is not there either, the engine may see another file system than this process does.
    if (!copied && !(isMissing && (await files.kindOf(dirname(file))) === 'folder')) return undefined;
    const at = locate([kind, source, 'file']);
    const code = isMissing ? 'file-not-found' : 'unreadable-file';
    const message = `the file of ${what} cannot be read: ${file}: ${error.message}`;
    return { code, severity: 'error', message, ...(at && { at }) };
  }
}
