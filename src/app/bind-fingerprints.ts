import type { Selection } from '../graph/select-services.js';
import { type BindKey, bindKey } from '../model/container-file.js';
import { fingerprint } from '../model/secret-values.js';
import { bindSources } from '../plan/applied.js';
import { isJob } from '../plan/is-job.js';
import type { FileSystem } from '../platform/file-system.js';

/** What is larger is not looked at: its job is run every time. */
const limits = { maxBytes: 16 * 1024 * 1024, maxEntries: 5000 };

/** Of what jobs have mounted from the host: one that has done its work with the same content is not run again. */
export async function bindFingerprints(
  selection: Selection,
  files: FileSystem,
): Promise<Readonly<Record<BindKey, string>>> {
  const { project, services } = selection;
  const jobs = [...services].filter((name) => isJob({ selection }, name));
  const prints = await Promise.all(
    jobs.flatMap((job) => {
      const service = project.services[job];
      return (service === undefined ? [] : bindSources(service)).map(async (source) => {
        const hash = await files.hashTree(source, limits);
        const key = bindKey(job, source);
        return hash === undefined ? [] : [[key, fingerprint(key, hash)] as const];
      });
    }),
  );
  return Object.fromEntries(prints.flat());
}
