import { readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** What reading compose files needs of a file system. Paths are absolute. */
export interface TextFiles {
  /**
   * The whole text, decoded as UTF-8 without a byte order mark. Rejects with `FileAccessError`; a file of more
   * than `maxBytes` is not read.
   */
  readText(path: string, options?: { readonly maxBytes?: number }): Promise<string>;
  /** What is at the path, symbolic links followed; undefined if nothing is, or nothing that may be seen. */
  kindOf(path: string): Promise<'file' | 'folder' | undefined>;
  /** The path with symbolic links followed, as far as it exists. */
  realPath(path: string): Promise<string>;
  /** Everything that comes on standard input. */
  readStdin(): Promise<string>;
}

/** What the core needs of a file system. */
export interface FileSystem extends TextFiles {
  /** The whole file as it is. Rejects as `readText` does. */
  readBytes(path: string, options?: { readonly maxBytes?: number }): Promise<Uint8Array>;
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

  async kindOf(path) {
    try {
      const found = await stat(path);
      return found.isDirectory() ? 'folder' : 'file';
    } catch {
      return undefined;
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

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FileAccessError('it is not UTF-8 text', 'not-utf8', { cause });
  }
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
