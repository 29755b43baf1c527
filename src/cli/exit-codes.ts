import type { Outcome } from '../app/outcome.js';

/** What scripts may rely on. */
export const exitCode = {
  ok: 0,
  failure: 1,
  /** A mistake in the command line or the files. */
  usage: 2,
  /** With `plan --detailed-exitcode`: there is something to do. A mistake is a failure then. */
  changes: 2,
  timedOut: 124,
  /** 128 + SIGINT. */
  interrupted: 130,
  /** 128 + SIGTERM. */
  terminated: 143,
} as const;

export function exitCodeOf(outcome: Outcome<unknown>, cancelledBy: 'SIGINT' | 'SIGTERM' | undefined): number {
  switch (outcome.kind) {
    case 'succeeded':
      return exitCode.ok;
    case 'invalid':
      return exitCode.usage;
    case 'failed':
      return exitCode.failure;
    case 'timed-out':
      return exitCode.timedOut;
    case 'cancelled':
      return cancelledBy === 'SIGTERM' ? exitCode.terminated : exitCode.interrupted;
    default:
      return outcome satisfies never;
  }
}
