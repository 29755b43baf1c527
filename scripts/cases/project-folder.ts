import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { projectFolder } from '../../test/config/cases/config-cases.js';

/** The files in the folder that all cases are read from, as long as the function takes. */
export async function withProjectFolder<T>(
  files: Readonly<Record<string, string>>,
  use: () => Promise<T>,
): Promise<T> {
  try {
    await mkdir(projectFolder);
  } catch (cause) {
    throw new Error(`${projectFolder} must be free, and one that you may make: run this in a container`, {
      cause,
    });
  }
  try {
    for (const [path, text] of Object.entries(files)) {
      const absolute = join(projectFolder, path);
      await mkdir(dirname(absolute), { recursive: true });
      await writeFile(absolute, text);
    }
    return await use();
  } finally {
    await rm(projectFolder, { recursive: true });
  }
}
