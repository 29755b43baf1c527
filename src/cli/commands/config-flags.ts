import type { OptionalPhase } from '../../config/load-project.js';

export interface ConfigFlags {
  /** Absent: YAML, except for what is a table then. */
  readonly format?: 'yaml' | 'json';
  readonly quiet?: boolean;
  readonly output?: string;
  readonly diagnostics: 'text' | 'json';
  /** A path into the model; empty for all of it. */
  readonly explain?: string;
  readonly services?: boolean;
  readonly networks?: boolean;
  readonly volumes?: boolean;
  readonly models?: boolean;
  readonly images?: boolean;
  readonly profiles?: boolean;
  readonly environment?: boolean;
  readonly variables?: boolean;
  readonly hash?: string;
  readonly interpolate: boolean;
  readonly normalize: boolean;
  readonly pathResolution: boolean;
  readonly consistency: boolean;
  readonly envResolution: boolean;
  readonly resolveImageDigests?: boolean;
  readonly lockImageDigests?: boolean;
}

/** What a run of the command prints. Of several flags docker compose heeds the first of this order, and so do we. */
export type Printed =
  | 'services'
  | 'volumes'
  | 'networks'
  | 'models'
  | 'hash'
  | 'profiles'
  | 'images'
  | 'variables'
  | 'environment'
  | 'model'
  | 'written';

export function printed(flags: ConfigFlags): Printed {
  if (flags.services === true) return 'services';
  if (flags.volumes === true) return 'volumes';
  if (flags.networks === true) return 'networks';
  if (flags.models === true) return 'models';
  if (flags.hash !== undefined && flags.hash !== '') return 'hash';
  if (flags.profiles === true) return 'profiles';
  if (flags.images === true) return 'images';
  if (flags.variables === true) return 'variables';
  if (flags.environment === true) return 'environment';
  return flags.interpolate ? 'model' : 'written';
}

/** Only the whole model and the environment need the files of services; names can be had where they are missing. */
export function leftOut(flags: ConfigFlags): readonly OptionalPhase[] {
  const form = printed(flags);
  const readsFiles = flags.envResolution && (form === 'model' || form === 'environment');
  const phases: readonly (readonly [OptionalPhase, boolean])[] = [
    ['paths', flags.pathResolution],
    ['defaults', flags.normalize],
    ['checks', flags.consistency],
    ['environment files', readsFiles],
  ];
  return phases.flatMap(([phase, kept]) => (kept ? [] : [phase]));
}
