import type { DownOptions } from '../../plan/plan-down.js';

/** Options that decide what `down` does; `plan down` takes the same. */
export interface DownFlags {
  readonly volumes?: boolean;
  readonly removeOrphans?: boolean;
  readonly timeout?: number;
  readonly rmi?: 'all' | 'local';
}

export const downOptions = (services: readonly string[], flags: DownFlags): DownOptions => ({
  services,
  removeVolumes: flags.volumes ?? false,
  removeImages: flags.rmi ?? 'none',
  ...(flags.timeout === undefined ? {} : { stopTimeoutSeconds: flags.timeout }),
});
