import type { StackEvent } from '../events/event.js';
import type { ReportMode } from './choose-mode.js';
import type { CiSystem } from './ci/ci-system.js';
import type { Output } from './output.js';
import type { ColorChoice } from './style.js';

/** Shows events. Never throws because of one; those that a kind of reporter has no use for are passed over. */
export interface Reporter {
  handle(event: StackEvent): void;
  /** Leaves the terminal in order. Events that come later are not shown. */
  close(): Promise<void>;
}

export interface ReporterOptions {
  readonly mode: ReportMode;
  /** For data: of all that reporters write, only what containers say to their stdout. */
  readonly stdout: Output;
  readonly stderr: Output;
  readonly color: ColorChoice;
  /** Cells of the terminal; absent: as `stderr` says, else 80. */
  readonly width?: number;
  /** Absolute; paths in diagnostics are shown relative to it. */
  readonly cwd: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The terminal is read key by key: those that do something are shown below logs. */
  readonly keys?: readonly ShownKey[];
  /** Where a CI system shows what plain lines say; absent: nowhere. */
  readonly ci?: { readonly system: CiSystem /** Absolute. */; readonly workspace: string };
  readonly logs: LogOptions;
}

export interface ShownKey {
  readonly key: string;
  /** In a word. */
  readonly does: string;
}

export interface LogOptions {
  /** `json`: one object per line. */
  readonly format: 'text' | 'json';
  readonly timestamps: boolean;
  readonly prefix: boolean;
  /** Say whose logs follow, and when one of them ends; for an attached `up`, not for `logs`. */
  readonly announce: boolean;
}
