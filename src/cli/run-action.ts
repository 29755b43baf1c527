import type { Outcome } from '../app/outcome.js';
import type { ProjectRequest, Runtime } from '../app/runtime.js';
import type { GlobalOptions } from './global-options.js';
import type { ProcessSignals } from './signals.js';

/** What a command does once its flags are read. Gives the exit code. */
export type Action = (session: Session) => Promise<number>;

/** Loads and runs an action. Behind a dynamic import, so that `--help` and `version` never load it. */
export type RunAction = (load: () => Promise<Action>) => Promise<void>;

/** All that an action has of the process around it. */
export interface Session {
  readonly runtime: Runtime;
  readonly request: ProjectRequest;
  readonly options: GlobalOptions;
  readonly signals: ProcessSignals;
  /** For data only, where all lines but the last one printed end with a line end. */
  print(text: string): void;
  /** Whether standard output takes colours. */
  readonly color: boolean;
  exitCode(outcome: Outcome<unknown>): number;
}
