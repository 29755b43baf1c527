import type { LoadRequest } from '../config/load-project.js';
import type { Engine } from '../engine/engine.js';
import type { EmitEvent } from '../events/event.js';
import type { FileSystem } from '../platform/file-system.js';

/** What a use case needs of the world. Made once per command by whoever runs it: the CLI, a library's caller, a test. */
export interface Runtime {
  readonly files: FileSystem;
  readonly workingDir: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Connects at the first call and gives the same engine afterwards; rejects with an `EngineError`. */
  connect(signal: AbortSignal): Promise<Engine>;
  readonly emit: EmitEvent;
  readonly signal: AbortSignal;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Who runs this, for people elsewhere, for example `root@build-3 (process 123)`. */
  readonly caller: string;
  /** Version of this program. */
  readonly version: string;
}

/** Which project a command is about, as the options that all commands share say it. */
export type ProjectRequest = Omit<LoadRequest, 'workingDir' | 'environment' | 'enable'>;

/** One that has something on the engine, whatever its files say by now. */
export const projectByName = (projectName: string): ProjectRequest => ({
  files: [],
  envFiles: [],
  profiles: [],
  projectName,
});
