import { join } from 'node:path';
import { FileAccessError, type FileSystem } from './file-system.js';

export const ignoreFile = '.dockerignore';

/** In the order of precedence: a file beside the Dockerfile, named after it, comes before the one for all of them. */
const ignoreFilesOf = (dockerfile: string): readonly string[] => [`${dockerfile}${ignoreFile}`, ignoreFile];

/**
 * What is not part of a build context, as it is written; empty where there is no such file.
 *
 * @param dockerfile relative to the folder
 */
export async function readIgnoreFile(
  files: Pick<FileSystem, 'readBytes'>,
  folder: string,
  dockerfile: string,
): Promise<string> {
  for (const name of ignoreFilesOf(dockerfile)) {
    try {
      return Buffer.from(await files.readBytes(join(folder, name))).toString();
    } catch (error) {
      if (!(error instanceof FileAccessError && error.failure === 'not-found')) throw error;
    }
  }
  return '';
}
