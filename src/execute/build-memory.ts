import type { BuildInput, BuildSpec } from '../engine/engine.js';

/** Knows of what images were built, so that a build that would change nothing need not take place. */
export interface BuildMemory {
  /** Whether the engine has what this build would make. False where that is not certain. */
  isCurrent(spec: BuildSpec, signal: AbortSignal): Promise<boolean>;
  /** @param inputs all that was told of the build, which has just succeeded */
  remember(spec: BuildSpec, inputs: readonly BuildInput[], signal: AbortSignal): Promise<void>;
}

/** For who wants every build to take place. */
export const noBuildMemory: BuildMemory = {
  isCurrent: () => Promise.resolve(false),
  remember: () => Promise.resolve(),
};
