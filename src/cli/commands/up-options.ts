import type { UpOptions } from '../../plan/up-options.js';
import type { Action } from '../run-action.js';

/** Options that decide what `up` does; `plan` takes the same. */
export interface PlanFlags {
  readonly build?: boolean;
  readonly forceRecreate?: boolean;
  readonly recreate: boolean;
  readonly alwaysRecreateDeps?: boolean;
  readonly pull?: 'always' | 'missing' | 'never' | 'build' | 'policy';
  readonly deps?: boolean;
  readonly scale?: Readonly<Record<string, number>>;
  readonly removeOrphans?: boolean;
  readonly recreateVolumes?: readonly string[];
  readonly renewAnonVolumes?: boolean;
  readonly timeout?: number;
  readonly wait?: boolean;
  readonly rollback?: boolean;
  readonly rerunJobs?: boolean;
  readonly quietPull?: boolean;
  readonly quietBuild?: boolean;
}

/** Of commands that can build. */
export interface SkipFlag {
  /** Whether what has not changed since it was built is left as it is. */
  readonly skip: boolean;
}

export const upOptions = (flags: PlanFlags): UpOptions => ({
  recreate: flags.forceRecreate === true ? 'always' : flags.recreate ? 'changed' : 'never',
  build: flags.build === undefined ? 'missing' : flags.build ? 'always' : 'never',
  scale: flags.scale ?? {},
  removeOrphans: flags.removeOrphans ?? false,
  wait: flags.wait ?? false,
  withDependencies: flags.deps ?? true,
  keepFailed: flags.rollback === false,
  rerunJobs: flags.rerunJobs ?? false,
  ...(flags.pull === undefined || flags.pull === 'policy' ? {} : { pull: flags.pull }),
  ...(flags.alwaysRecreateDeps === undefined ? {} : { recreateDependencies: flags.alwaysRecreateDeps }),
  ...(flags.renewAnonVolumes === undefined ? {} : { renewAnonymousVolumes: flags.renewAnonVolumes }),
  ...(flags.recreateVolumes === undefined ? {} : { recreateVolumes: flags.recreateVolumes }),
  ...(flags.timeout === undefined ? {} : { stopTimeoutSeconds: flags.timeout }),
});

export const quietAbout = ({
  quietPull,
  quietBuild,
}: Pick<PlanFlags, 'quietPull' | 'quietBuild'>): NonNullable<Action['quietAbout']> => [
  ...(quietPull === true ? (['pull-image'] as const) : []),
  ...(quietBuild === true ? (['build-image'] as const) : []),
];
