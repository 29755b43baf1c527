import { readFile, statfs } from 'node:fs/promises';

/** What is known of the machine that this runs on. */
export interface Host {
  /** Of the file system that a path is on; undefined where it cannot be seen. */
  freeSpace(path: string): Promise<{ readonly freeBytes: number; readonly totalBytes: number } | undefined>;
  /** How much of the file system one user may watch; undefined where there is no such limit. */
  watchLimits(): Promise<{ readonly watches: number; readonly instances: number } | undefined>;
}

export const nodeHost: Host = {
  async freeSpace(path) {
    try {
      const { bavail, blocks, bsize } = await statfs(path);
      return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
    } catch {
      return undefined;
    }
  },

  async watchLimits() {
    try {
      const read = async (name: string) => Number(await readFile(`/proc/sys/fs/inotify/${name}`, 'utf8'));
      return { watches: await read('max_user_watches'), instances: await read('max_user_instances') };
    } catch {
      return undefined;
    }
  },
};
