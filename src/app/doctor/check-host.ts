import type { Finding } from './finding.js';

const mebibyte = 2 ** 20;
const gibibyte = 2 ** 30;

/** @param rootDir where the engine keeps its data */
export function checkDisk(
  rootDir: string,
  { freeBytes, totalBytes }: { readonly freeBytes: number; readonly totalBytes: number },
): Finding {
  const share = Math.round((freeBytes / totalBytes) * 100);
  const message = `${(freeBytes / gibibyte).toFixed(1)} GiB free for the engine (${share} % of the disk at ${rootDir})`;
  const help =
    'see what takes the place with `docker system df`, and give it back with `docker system prune`';
  if (freeBytes < 512 * mebibyte) return { check: 'disk', verdict: 'problem', message, help };
  if (freeBytes < 5 * gibibyte || share < 5) return { check: 'disk', verdict: 'warning', message, help };
  return { check: 'disk', verdict: 'fine', message };
}

/** As much as trees of sources commonly need. */
const enoughWatches = 65_536;
const enoughInstances = 128;

/** Limits of inotify on Linux. */
export function checkWatches({
  watches,
  instances,
}: {
  readonly watches: number;
  readonly instances: number;
}): Finding {
  const message = `${watches} files can be watched, by ${instances} watchers`;
  if (watches >= enoughWatches && instances >= enoughInstances)
    return { check: 'watches', verdict: 'fine', message };
  const settings = [
    ...(watches < enoughWatches ? ['fs.inotify.max_user_watches=524288'] : []),
    ...(instances < enoughInstances ? ['fs.inotify.max_user_instances=512'] : []),
  ];
  return {
    check: 'watches',
    verdict: 'warning',
    message: `${message}: large trees of sources need more`,
    help: `\`sysctl -w ${settings.join(' ')}\``,
  };
}
