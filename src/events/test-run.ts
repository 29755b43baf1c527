import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { PublishedPort } from './answer.js';

/** `collect`: what tests have made is copied, and what helps to see why they failed is written. */
export type TestPhase = 'set up' | 'test' | 'collect' | 'tear down';

/**
 * How it ended. `failed`: the program said so with its exit code; `not ready`: it was never run, because what it needs did
 * not come up.
 */
export type TestOutcome = 'passed' | 'failed' | 'not ready' | 'invalid' | 'timed out' | 'cancelled';

/** What is run, and where. */
export type TestProgram =
  | {
      readonly kind: 'in a container';
      readonly service: string;
      /** Empty: as the service says. */
      readonly command: readonly string[];
    }
  | { readonly kind: 'on this host'; readonly command: string };

/** One run of a test, with an environment of its own. Durations are in milliseconds. */
export interface TestRun {
  /** From 1. */
  readonly number: number;
  readonly of: number;
  readonly program: TestProgram;
  /** As the files call it; absent when they are not right. */
  readonly project?: string;
  /** Name of the copy that it ran in. */
  readonly copy?: string;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly outcome: TestOutcome;
  /** Of the program; absent when it did not end by itself, or was never run. */
  readonly exitCode?: number;
  readonly phases: readonly { readonly phase: TestPhase; readonly durationMs: number }[];
  /** When each container was ready, since the begin of the run; in the order of time. */
  readonly ready: readonly {
    readonly service: string;
    readonly replica: number;
    readonly afterMs: number;
  }[];
  readonly addresses: readonly PublishedPort[];
  /** Errors, in the order in which they were told. */
  readonly errors: readonly Diagnostic[];
  /** The end of what the program said. */
  readonly output: string;
  readonly durationMs: number;
  /** It is there still, because it was asked for. */
  readonly isKept: boolean;
}
