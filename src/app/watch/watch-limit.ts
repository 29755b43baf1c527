import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { type RawPath, textOf } from '../../platform/raw-path.js';

interface Limit {
  readonly code: 'ENOSPC' | 'EMFILE';
  readonly folder: RawPath;
}

/** What to do about a limit of the system. */
export function watchLimit({ code, folder }: Limit): Diagnostic {
  const name = code === 'ENOSPC' ? 'fs.inotify.max_user_watches' : 'fs.inotify.max_user_instances';
  return {
    code: 'watch-limit',
    severity: 'warning',
    message: `the system watches no more folders (${name}): ${textOf(folder)} and those after it are looked at every second instead`,
    help: `raise the limit, for example \`sysctl ${name}=${code === 'ENOSPC' ? 524_288 : 1024}\`, or leave folders out with \`ignore\``,
  };
}
