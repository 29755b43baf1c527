import type { UpOptions } from '../../plan/up-options.js';

/** Options that decide what `up` does; `plan` takes the same. */
export interface PlanFlags {
  readonly build?: boolean;
  readonly forceRecreate?: boolean;
  readonly recreate: boolean;
  readonly deps: boolean;
  readonly scale?: Readonly<Record<string, number>>;
  readonly removeOrphans?: boolean;
  readonly recreateVolumes?: readonly string[];
  readonly renewAnonVolumes?: boolean;
  readonly timeout?: number;
  readonly wait?: boolean;
}

export const upOptions = (flags: PlanFlags): UpOptions => ({
  recreate: flags.forceRecreate === true ? 'always' : flags.recreate ? 'changed' : 'never',
  build: flags.build === undefined ? 'missing' : flags.build ? 'always' : 'never',
  scale: flags.scale ?? {},
  removeOrphans: flags.removeOrphans ?? false,
  wait: flags.wait ?? false,
  withDependencies: flags.deps,
  ...(flags.renewAnonVolumes === undefined ? {} : { renewAnonymousVolumes: flags.renewAnonVolumes }),
  ...(flags.recreateVolumes === undefined ? {} : { recreateVolumes: flags.recreateVolumes }),
  ...(flags.timeout === undefined ? {} : { stopTimeoutSeconds: flags.timeout }),
});
