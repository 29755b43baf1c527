import { readFile } from 'node:fs/promises';

/** A file of certificates or keys that is needed cannot be read. */
export class TlsFileError extends Error {
  override readonly name = 'TlsFileError';
}

export async function readPemFile(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TlsFileError(`cannot read ${path}: ${reason}`, { cause });
  }
}

/** As `readPemFile`, for a file that may be missing. */
export async function readPemFileIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch {
    return undefined;
  }
}
