import { setMaxListeners } from 'node:events';
import type { ContainerId } from '../../model/names.js';
import type { ReadyCheck } from '../../model/readiness.js';
import type { WaitCondition } from '../../plan/plan.js';
import { unlessGone } from '../unless-gone.js';
import { type WaitOptions, type WaitResult, waitUntil } from '../wait-until.js';
import { awaitReady, NotReadyError } from './await-ready.js';
import type { Probes } from './probes.js';

export interface ReadyWaitOptions extends WaitOptions {
  readonly ready: ReadyCheck;
  readonly probes: Probes;
}

/**
 * Waits until what the files ask for holds, and the health check, where there is one, agrees. A container that ends
 * meanwhile has failed, unless its end is what is asked for.
 */
export async function waitUntilReady(
  id: ContainerId,
  until: WaitCondition,
  options: ReadyWaitOptions,
): Promise<WaitResult> {
  const { ready, monitorMs, ...rest } = options;
  const over = new AbortController();
  const signal = AbortSignal.any([rest.signal, over.signal]);
  // Every call of several waits listens to it.
  setMaxListeners(0, signal);
  const waiting = { ...rest, signal };
  try {
    const checked = awaitReady(
      ready,
      { engine: rest.engine, probes: options.probes, id, remark: () => undefined },
      signal,
    );
    const health = asksForEnd(ready) ? undefined : waitUntil(id, 'healthy', waiting);
    const result = await Promise.race([
      ...(health === undefined ? [] : [ended(id, waiting), unhealthy(health)]),
      bothReady(id, checked, health, waiting),
    ]);
    if (result.kind !== 'reached' || monitorMs === undefined) return result;
  } finally {
    over.abort(new Error('one of several waits has ended'));
  }
  return await waitUntil(id, until, { ...rest, monitorMs });
}

/** Resolves only when it has ended for good, or cannot be had any more. */
async function ended(id: ContainerId, options: WaitOptions): Promise<WaitResult> {
  const result = await waitUntil(id, 'completed', options);
  if (result.kind === 'failed') return result;
  const details = await unlessGone(options.engine.containers.inspect(id, { signal: options.signal }));
  return { kind: 'failed', reason: 'exited', ...(details && { details }) };
}

/** Resolves only when the health check has failed. */
async function unhealthy(health: Promise<WaitResult>): Promise<WaitResult> {
  const result = await health;
  return result.kind === 'failed' && result.reason === 'unhealthy' ? result : await new Promise(() => {});
}

/** @param health what becomes of the health check; that there is none is no failure here */
async function bothReady(
  id: ContainerId,
  checked: Promise<void>,
  health: Promise<WaitResult> | undefined,
  { engine, signal }: WaitOptions,
): Promise<WaitResult> {
  try {
    await Promise.all([checked, health]);
    return { kind: 'reached' };
  } catch (error) {
    if (!(error instanceof NotReadyError)) throw error;
    const details = await unlessGone(engine.containers.inspect(id, { signal }));
    return { kind: 'failed', reason: 'not-ready', because: error.message, ...(details && { details }) };
  }
}

function asksForEnd(check: ReadyCheck): boolean {
  switch (check.kind) {
    case 'exit':
      return true;
    case 'within':
      return asksForEnd(check.check);
    case 'all':
    case 'any':
      return check.checks.some(asksForEnd);
    default:
      return false;
  }
}
