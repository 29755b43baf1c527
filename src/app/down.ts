import { type Outcome, settle } from './outcome.js';
import { type DownRequest, type OpenedDown, openDown, planOpenedDown } from './prepare-down.js';
import { type PlannedRun, type RunOptions, runPlanned } from './run-planned.js';
import type { Runtime } from './runtime.js';

export type RunDownRequest = DownRequest & Pick<RunOptions, 'places' | 'lockTimeoutSeconds'>;

/** Removes what a project has on the engine. Nothing there is a success. */
export function down(runtime: Runtime, request: RunDownRequest): Promise<Outcome> {
  return settle(runtime, async () => {
    const opened = await openDown(runtime, request);
    if (opened === undefined) return { kind: 'invalid' };
    const { places, lockTimeoutSeconds } = request;
    return await downOpened(runtime, opened, { command: 'down', places, lockTimeoutSeconds });
  });
}

/** The same of a project that is known by now. */
export async function downOpened(
  runtime: Runtime,
  opened: OpenedDown,
  run: Omit<PlannedRun, 'engine' | 'project' | 'prepare'>,
): Promise<Outcome> {
  return await runPlanned(runtime, {
    ...run,
    engine: opened.engine,
    project: opened.project.name,
    prepare: async (current) => {
      const prepared = await planOpenedDown(current, opened);
      return prepared && { ...prepared, images: prepared.observed.images };
    },
  });
}
