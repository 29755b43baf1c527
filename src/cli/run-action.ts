import type { Outcome } from '../app/outcome.js';
import type { ProjectRequest, Runtime } from '../app/runtime.js';
import type { LogOptions, ShownKey } from '../report/reporter.js';
import type { GlobalOptions } from './global-options.js';
import type { Keys } from './keys.js';
import type { ProcessSignals } from './signals.js';

/** What a command does once its flags are read. */
export interface Action {
  /** How logs are shown; absent: as an attached `up` shows them. */
  readonly logs?: LogOptions;
  /** `false`: whatever the terminal takes, no colours. */
  readonly color?: boolean;
  /** `true`: whatever the progress asked for, errors only. */
  readonly quiet?: boolean;
  /** In the place of that which was asked for before the command. */
  readonly progress?: GlobalOptions['progress'];
  /** Operations of which it is not shown how far they are. */
  readonly quietAbout?: readonly ('pull-image' | 'build-image')[];
  /** Wants single keys, where there is a terminal, and a line that says which. */
  readonly keys?: readonly ShownKey[];
  /** It acts at once and has no plan: a dry run of it is refused. Of commands that only ask there is nothing to refuse. */
  readonly hasNoDryRun?: boolean;
  /** It has something to put in order at its end: nobody who listens any more is as good as a signal. */
  readonly tidiesUp?: boolean;
  /** Gives the exit code. */
  run(session: Session): Promise<number>;
}

/** Loads and runs an action. Behind a dynamic import, so that `--help` and `version` never load it. */
export type RunAction = (load: () => Promise<Action>) => Promise<void>;

/** All that an action has of the process around it. */
export interface Session {
  readonly runtime: Runtime;
  readonly request: ProjectRequest;
  readonly options: GlobalOptions;
  readonly signals: ProcessSignals;
  readonly keys: Keys;
  /** For data, as it is: a line end at its end is part of it. */
  print(text: string): void;
  /** Whether what is printed may have colours. */
  readonly color: boolean;
  exitCode(outcome: Outcome<unknown>): number;
}
