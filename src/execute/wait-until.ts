import type { ContainerDetails, Engine, EngineEvent } from '../engine/engine.js';
import { EngineError } from '../engine/engine-error.js';
import type { ContainerId } from '../model/names.js';
import type { WaitCondition } from '../plan/plan.js';
import type { ContainerEvents } from './container-events.js';

export type WaitResult = { readonly kind: 'reached' } | WaitFailure;

export interface WaitFailure {
  readonly kind: 'failed';
  readonly reason: 'unhealthy' | 'exited' | 'crash-loop' | 'vanished' | 'no-health-check';
  /** The last look at it; absent when it vanished. */
  readonly details?: ContainerDetails;
}

export interface WaitOptions {
  readonly engine: Engine;
  readonly events: ContainerEvents;
  /** How long a container without a health check has to run before it counts as ready, in milliseconds. */
  readonly settleMs: number;
  readonly signal: AbortSignal;
}

/** A container that its restart policy brings back is given this many tries before it counts as a crash loop. */
const crashLoopRestarts = 3;

/**
 * An engine answers a subscription a moment before it takes effect. Looking once more after this many milliseconds
 * finds what happened in between, so that nothing is waited for in vain.
 */
const secondLookMs = 1000;

type Verdict = WaitResult | { readonly kind: 'pending' } | { readonly kind: 'settling' };

/**
 * Waits by listening: subscribed first, then a look (and one more), then a look after each event of this container.
 *
 * ```
 * created → running ─┬─ health check: starting → healthy | unhealthy
 *                    ├─ none: settling → ready
 *                    └─ exited 0 | exited n | restarting → running … | vanished
 * ```
 */
export function waitUntil(id: ContainerId, until: WaitCondition, options: WaitOptions): Promise<WaitResult> {
  const { engine, events, settleMs, signal } = options;
  return new Promise((resolve, reject) => {
    let settleTimer: NodeJS.Timeout | undefined;
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
      clearTimeout(settleTimer);
      if (over || verdict.kind === 'pending') return;
      if (verdict.kind === 'settling') {
        settleTimer = setTimeout(() => end(() => resolve({ kind: 'reached' })), settleMs);
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
        decide(await inspectAndJudge(engine, id, until, signal));
      } while (lookAgain && !over);
      looking = false;
    };
    const lookOrFail = (): void => {
      look().catch((error: unknown) => end(() => reject(error)));
    };

    const stopListening = events.listen(id, {
      event: (event) => {
        const verdict = judgeEvent(event, until);
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

/** What an event says by itself; undefined when it takes a look at the container. */
function judgeEvent(event: EngineEvent, until: WaitCondition): Verdict | undefined {
  if (event.action === 'health' && event.status === 'healthy' && until !== 'completed')
    return { kind: 'reached' };
  return undefined;
}

async function inspectAndJudge(
  engine: Engine,
  id: ContainerId,
  until: WaitCondition,
  signal: AbortSignal,
): Promise<Verdict> {
  try {
    return judge(await engine.containers.inspect(id, { signal }), until);
  } catch (error) {
    if (error instanceof EngineError && error.failure.kind === 'not-found')
      return { kind: 'failed', reason: 'vanished' };
    throw error;
  }
}

/** Pure: what a look at the container says. */
export function judge(details: ContainerDetails, until: WaitCondition): Verdict {
  const { state, health } = details;
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
      if (health === 'healthy') return { kind: 'reached' };
      if (health === 'unhealthy') return { kind: 'failed', reason: 'unhealthy', details };
      if (health === 'starting') return { kind: 'pending' };
      return until === 'healthy'
        ? { kind: 'failed', reason: 'no-health-check', details }
        : { kind: 'settling' };
    default:
      return state satisfies never;
  }
}
