import type { UpOptions } from '../../plan/up-options.js';
import type { PlanFlags } from './up.js';

export const upOptions = (flags: PlanFlags): UpOptions => ({
  recreate: flags.forceRecreate === true ? 'always' : flags.recreate ? 'changed' : 'never',
  build: flags.build === undefined ? 'missing' : flags.build ? 'always' : 'never',
  scale: flags.scale ?? {},
  removeOrphans: flags.removeOrphans ?? false,
  wait: flags.wait ?? false,
  withDependencies: flags.deps,
  ...(flags.timeout === undefined ? {} : { stopTimeoutSeconds: flags.timeout }),
});
