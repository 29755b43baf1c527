import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { hashTree, type TreeLimits } from './hash-tree.js';

/** What reading compose files needs of a file system. Paths are absolute. */
export interface TextFiles {
  /**
   * The whole text without a byte order mark: UTF-8, or UTF-16 if it begins with the mark of that. Rejects with
   * `FileAccessError`; a file of more than `maxBytes` is not read.
   */
  readText(path: string, options?: { readonly maxBytes?: number }): Promise<string>;
  /** What is at the path, symbolic links followed; undefined if nothing is, or nothing that may be seen. */
  kindOf(path: string): Promise<'file' | 'folder' | undefined>;
  /** The names of what is in a folder, sorted; none if it cannot be read. */
  namesIn(folder: string): Promise<readonly string[]>;
  /** The path with symbolic links followed, as far as it exists. */
  realPath(path: string): Promise<string>;
  /** Everything that comes on standard input. */
  readStdin(): Promise<string>;
}

/** What the core needs of a file system. */
export interface FileSystem extends TextFiles {
  /** The whole file as it is. Rejects as `readText` does. */
  readBytes(path: string, options?: { readonly maxBytes?: number }): Promise<Uint8Array>;
  hashTree(path: string, limits: TreeLimits): Promise<string | undefined>;
}

export type FileAccessFailure = 'not-found' | 'not-a-file' | 'too-large' | 'not-utf8' | 'refused';

export class FileAccessError extends Error {
  override readonly name = 'FileAccessError';
  readonly failure: FileAccessFailure;

  constructor(message: string, failure: FileAccessFailure, options?: ErrorOptions) {
    super(message, options);
    this.failure = failure;
  }
}

export const nodeFileSystem: FileSystem = {
  async readText(path, options) {
    return decode(await this.readBytes(path, options));
  },

  async readBytes(path, options) {
    try {
      const maxBytes = options?.maxBytes;
      if (maxBytes !== undefined && (await stat(path)).size > maxBytes) {
        throw new FileAccessError(`it is larger than ${maxBytes} bytes`, 'too-large');
      }
      return await readFile(path);
    } catch (error) {
      throw accessError(error);
    }
  },

  hashTree,

  async kindOf(path) {
    try {
      const found = await stat(path);
      return found.isDirectory() ? 'folder' : 'file';
    } catch {
      return undefined;
    }
  },

  async namesIn(folder) {
    try {
      return (await readdir(folder)).sort();
    } catch {
      return [];
    }
  },

  async realPath(path) {
    try {
      return await realpath(path);
    } catch {
      const above = dirname(path);
      return above === path ? path : join(await this.realPath(above), basename(path));
    }
  },

  async readStdin() {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
    return decode(Buffer.concat(chunks));
  },
};

/** UTF-8; also UTF-16 where the file begins with a byte order mark that says so. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FileAccessError(`it is not UTF-8 text: ${firstInvalid(bytes)}`, 'not-utf8', { cause });
  }
}

/** Where the text stops to be UTF-8, for a person who has to find it in an editor. */
function firstInvalid(bytes: Uint8Array): string {
  if (bytes.includes(0)) return 'it holds binary data';
  const readable = new TextDecoder('utf-8').decode(bytes);
  const line = readable.slice(0, readable.indexOf('\ufffd')).split('\n').length;
  return `line ${line} holds a byte of another encoding`;
}

function accessError(error: unknown): unknown {
  if (error instanceof FileAccessError || !(error instanceof Error)) return error;
  const code = 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new FileAccessError('it does not exist', 'not-found', { cause: error });
    case 'EISDIR':
      return new FileAccessError('it is a folder', 'not-a-file', { cause: error });
    case 'EACCES':
    case 'EPERM':
      return new FileAccessError('permission denied', 'refused', { cause: error });
    default:
      return new FileAccessError(error.message, 'refused', { cause: error });
  }
}
