import type { BuildInput, BuildSpec } from '../engine/engine.js';

/** Knows of what images were built, so that a build that would change nothing need not take place. */
export interface BuildMemory {
  /** Id of the image that this build would make, where the engine has it under all its names. Undefined in doubt. */
  currentImage(spec: BuildSpec, signal: AbortSignal): Promise<string | undefined>;
  /** @param inputs all that was told of the build, which has just succeeded */
  remember(spec: BuildSpec, inputs: readonly BuildInput[], signal: AbortSignal): Promise<void>;
}

/** For who wants every build to take place. */
export const noBuildMemory: BuildMemory = {
  currentImage: () => Promise.resolve(undefined),
  remember: () => Promise.resolve(),
};
