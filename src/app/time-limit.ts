import type { Diagnostic } from '../diagnostics/diagnostic.js';

export interface TimeLimit {
  /** Aborts when the outer one does, and when the time is over. */
  readonly signal: AbortSignal;
  expired(): boolean;
  diagnostic(): Diagnostic;
  clear(): void;
}

/** @param seconds undefined: no limit of its own. */
export function limitTime(outer: AbortSignal, seconds: number | undefined): TimeLimit {
  const controller = new AbortController();
  const timer =
    seconds === undefined
      ? undefined
      : setTimeout(() => controller.abort(new Error('time limit')), seconds * 1000);
  return {
    signal: AbortSignal.any([outer, controller.signal]),
    expired: () => controller.signal.aborted && !outer.aborted,
    diagnostic: () => ({
      code: 'timed-out',
      severity: 'error',
      message: `not everything was ready within ${seconds} seconds`,
      help: 'raise the limit with `--wait-timeout`, or see what takes so long with `stack ps` and `stack logs`',
    }),
    clear: () => clearTimeout(timer),
  };
}
