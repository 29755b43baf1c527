import type { ContainerDetails, Engine, EngineEvent } from '../engine/engine.js';
import type { ContainerId } from '../model/names.js';
import type { WaitCondition } from '../plan/plan.js';
import type { ContainerEvents } from './container-events.js';
import { unlessGone } from './unless-gone.js';

export type WaitResult = { readonly kind: 'reached' } | WaitFailure;

export interface WaitFailure {
  readonly kind: 'failed';
  readonly reason: 'unhealthy' | 'exited' | 'crash-loop' | 'vanished' | 'no-health-check' | 'not-ready';
  /** Of `not-ready`: what did not hold, and why. */
  readonly because?: string;
  /** The last look at it; absent when it vanished. */
  readonly details?: ContainerDetails;
}

export interface WaitOptions {
  readonly engine: Engine;
  readonly events: ContainerEvents;
  /** How long a container without a health check has to run before it counts as ready, in milliseconds. */
  readonly settleMs: number;
  /** How long after its start a failure counts, in milliseconds, health check or not; then no restart is forgiven. */
  readonly monitorMs?: number;
  readonly signal: AbortSignal;
}

/** A container that its restart policy brings back is given this many tries before it counts as a crash loop. */
const crashLoopRestarts = 3;

/**
 * An engine answers a subscription a moment before it takes effect. Looking once more after this many milliseconds
 * finds what happened in between, so that nothing is waited for in vain.
 */
const secondLookMs = 1000;

type Verdict =
  | WaitResult
  | { readonly kind: 'pending' }
  /** It has to stay like this for a while. `run` tells one run of the container from another. */
  | { readonly kind: 'settling'; readonly run: string };

/**
 * Waits by listening: subscribed first, then a look (and one more), then a look after each event of this container.
 *
 * ```
 * created → running ─┬─ health check: starting → healthy | unhealthy
 *                    ├─ none: settling → ready
 *                    └─ exited 0 | exited n | restarting → running … | vanished
 * monitored: healthy → settling → ready
 * ```
 */
export function waitUntil(id: ContainerId, until: WaitCondition, options: WaitOptions): Promise<WaitResult> {
  const { engine, events, settleMs, monitorMs, signal } = options;
  const isMonitored = monitorMs !== undefined;
  return new Promise((resolve, reject) => {
    let settleTimer: NodeJS.Timeout | undefined;
    let settlingRun: string | undefined;
    let isTimeUp = false;
    let secondLook: NodeJS.Timeout | undefined;
    let looking = false;
    let lookAgain = false;
    let over = false;

    const end = (act: () => void): void => {
      over = true;
      clearTimeout(settleTimer);
      clearTimeout(secondLook);
      stopListening();
      signal.removeEventListener('abort', onAbort);
      act();
    };
    const onAbort = (): void => end(() => reject(signal.reason));

    const decide = (verdict: Verdict): void => {
      if (over) return;
      const run = verdict.kind === 'settling' ? verdict.run : undefined;
      // Looking again at the same run does not begin its time anew.
      if (run !== undefined && run === settlingRun) {
        if (isTimeUp) end(() => resolve({ kind: 'reached' }));
        return;
      }
      clearTimeout(settleTimer);
      settlingRun = run;
      isTimeUp = false;
      if (verdict.kind === 'pending') return;
      if (verdict.kind === 'settling') {
        // That it ended may be on its way still: a last look tells.
        settleTimer = setTimeout(() => {
          isTimeUp = true;
          lookOrFail();
        }, monitorMs ?? settleMs);
        return;
      }
      end(() => resolve(verdict));
    };

    /** One look at a time; an event that comes meanwhile asks for another. */
    const look = async (): Promise<void> => {
      if (looking) {
        lookAgain = true;
        return;
      }
      looking = true;
      do {
        lookAgain = false;
        decide(await inspectAndJudge(engine, id, { until, isMonitored }, signal));
      } while (lookAgain && !over);
      looking = false;
    };
    const lookOrFail = (): void => {
      look().catch((error: unknown) => end(() => reject(error)));
    };

    const stopListening = events.listen(id, {
      event: (event) => {
        const verdict = judgeEvent(event, { until, isMonitored });
        if (verdict === undefined) lookOrFail();
        else decide(verdict);
      },
      resumed: lookOrFail,
      lost: (error) => end(() => reject(error)),
    });
    if (signal.aborted) {
      onAbort();
      return;
    }
    signal.addEventListener('abort', onAbort);
    lookOrFail();
    secondLook = setTimeout(lookOrFail, secondLookMs);
  });
}

export interface Expectation {
  readonly until: WaitCondition;
  readonly isMonitored: boolean;
}

/** What an event says by itself; undefined when it takes a look at the container. */
function judgeEvent(event: EngineEvent, { until, isMonitored }: Expectation): Verdict | undefined {
  if (event.action === 'health' && event.status === 'healthy' && until !== 'completed' && !isMonitored)
    return { kind: 'reached' };
  return undefined;
}

async function inspectAndJudge(
  engine: Engine,
  id: ContainerId,
  expectation: Expectation,
  signal: AbortSignal,
): Promise<Verdict> {
  const details = await unlessGone(engine.containers.inspect(id, { signal }));
  return details === undefined ? { kind: 'failed', reason: 'vanished' } : judge(details, expectation);
}

/** Pure: what a look at the container says. */
export function judge(details: ContainerDetails, { until, isMonitored }: Expectation): Verdict {
  const { state, health, startedAt = '' } = details;
  if (isMonitored && details.restartCount > 0) return { kind: 'failed', reason: 'crash-loop', details };
  switch (state) {
    case 'created':
    case 'paused':
      return { kind: 'pending' };
    case 'restarting':
      return details.restartCount >= crashLoopRestarts
        ? { kind: 'failed', reason: 'crash-loop', details }
        : { kind: 'pending' };
    case 'removing':
    case 'dead':
    case 'exited':
      return details.exitCode === 0 && until !== 'healthy' && state === 'exited'
        ? { kind: 'reached' }
        : { kind: 'failed', reason: 'exited', details };
    case 'running':
      if (until === 'completed') return { kind: 'pending' };
      if (health === 'healthy')
        return isMonitored ? { kind: 'settling', run: startedAt } : { kind: 'reached' };
      if (health === 'unhealthy') return { kind: 'failed', reason: 'unhealthy', details };
      if (health === 'starting') return { kind: 'pending' };
      return until === 'healthy'
        ? { kind: 'failed', reason: 'no-health-check', details }
        : { kind: 'settling', run: startedAt };
    default:
      return state satisfies never;
  }
}
