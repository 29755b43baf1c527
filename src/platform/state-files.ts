import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Small files that a program keeps for itself from one run to the next. Whatever goes wrong, they are only not there. */
export interface StateFiles {
  read(name: string): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** What nobody has written to for so long is of no use any more, in milliseconds. */
const maxAge = 60 * 24 * 60 * 60 * 1000;

/**
 * In the folder that the XDG base directories have for it; undefined where there is no such folder.
 *
 * @param environment of the process
 */
export function stateFiles(
  environment: Readonly<Record<string, string | undefined>>,
  kind: string,
): StateFiles | undefined {
  const { XDG_STATE_HOME: stateHome, HOME: home } = environment;
  const base = stateHome?.startsWith('/') === true ? stateHome : home && join(home, '.local/state');
  if (base === undefined || base === '') return undefined;
  const folder = join(base, 'stack', kind);
  return {
    read: (name) => readFile(join(folder, name), 'utf8').catch(() => undefined),
    remove: (name) => rm(join(folder, name), { force: true }).catch(() => {}),
    write: async (name, text) => {
      const path = join(folder, name);
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await removeOld(folder);
        // Whole or not at all, also when the power fails.
        await writeFile(`${path}.new`, text, { mode: 0o600 });
        await rename(`${path}.new`, path);
      } catch {
        // A home that cannot be written to.
      }
    },
  };
}

async function removeOld(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    // Others write and remove here, too.
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > maxAge) await rm(path, { force: true });
  }
}
