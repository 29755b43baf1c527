import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Engine } from '../../engine/engine.js';
import { EngineError } from '../../engine/engine-error.js';
import type { ContainerId } from '../../model/names.js';
import { type ReadyCheck, readyText } from '../../model/readiness.js';
import { probeTargets } from './probe-targets.js';
import type { ProbeResult, Probes, ProbeTarget } from './probes.js';

export interface ReadyContext {
  readonly engine: Engine;
  readonly probes: Probes;
  readonly id: ContainerId;
  /** What kept a check from holding the last time, for who has to tell it. */
  readonly remark: (because: string) => void;
}

/** A check did not hold in its time. */
export class NotReadyError extends Error {}

type Look = Exclude<ProbeResult, { readonly kind: 'unreachable' }>;

/** Milliseconds between two looks: often at first, when most are ready, and less often later. */
const firstPause = 20;
const longestPause = 500;

/** Resolves when a check holds; rejects with a `NotReadyError` when its time is over before. */
export async function awaitReady(
  check: ReadyCheck,
  context: ReadyContext,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  switch (check.kind) {
    case 'all':
      await Promise.all(check.checks.map((each) => awaitReady(each, context, signal)));
      return;
    case 'any':
      await firstOf(check.checks, context, signal);
      return;
    case 'within':
      await within(check, context, signal);
      return;
    case 'log':
      await lines(check, context, signal);
      return;
    case 'tcp':
      await probeAgain(check.port, context, signal, (target) => context.probes.tcp(target, signal));
      return;
    case 'http':
      await probeAgain(check.port, context, signal, (target) => context.probes.http(target, check, signal));
      return;
    case 'command':
      await again(signal, context, () => runIn(context, check.command, signal));
      return;
    case 'exit':
      await again(signal, context, async () => {
        const { state, exitCode } = await context.engine.containers.inspect(context.id, { signal });
        return state === 'exited' && exitCode === check.code
          ? { kind: 'holds' }
          : { kind: 'not yet', because: state === 'exited' ? `it ended with ${exitCode}` : 'it runs still' };
      });
      return;
    default:
      check satisfies never;
  }
}

/** What the others wait for is called off when one holds. */
async function firstOf(
  checks: readonly ReadyCheck[],
  context: ReadyContext,
  signal: AbortSignal,
): Promise<void> {
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  try {
    await Promise.any(checks.map((check) => awaitReady(check, context, either)));
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof AggregateError ? (error.errors.find(isLate) ?? error.errors[0]) : error;
  } finally {
    over.abort();
  }
}

const isLate = (error: unknown): boolean => error instanceof NotReadyError;

async function within(
  { milliseconds, check }: ReadyCheck & { readonly kind: 'within' },
  context: ReadyContext,
  signal: AbortSignal,
): Promise<void> {
  let last = '';
  const remark = (because: string): void => {
    last = because;
    context.remark(because);
  };
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(new Error('time limit')), milliseconds);
  const either = AbortSignal.any([signal, timeout.signal]);
  // Every look listens to it.
  setMaxListeners(0, either);
  try {
    await awaitReady(check, { ...context, remark }, either);
  } catch (error) {
    if (signal.aborted || !timeout.signal.aborted || error instanceof NotReadyError) throw error;
    const because = last === '' ? '' : ` (${last})`;
    throw new NotReadyError(
      `after ${milliseconds / 1000} seconds it was still not so that ${readyText(check)}${because}`,
    );
  } finally {
    clearTimeout(timer);
  }
}

async function again(
  signal: AbortSignal,
  { remark }: ReadyContext,
  look: () => Promise<Look>,
): Promise<void> {
  for (let pause = firstPause; ; pause = Math.min(longestPause, pause * 1.3)) {
    const result = await look();
    if (result.kind === 'holds') return;
    remark(result.because);
    await delay(pause, undefined, { signal });
  }
}

/** Where it cannot be reached in one way, the next is tried. A container that was started again has other addresses. */
async function probeAgain(
  port: number,
  context: ReadyContext,
  signal: AbortSignal,
  probe: (target: ProbeTarget) => Promise<ProbeResult>,
): Promise<void> {
  const { engine, id } = context;
  const { host } = await engine.version({ signal });
  await again(signal, context, async () => {
    for (const target of await probeTargets(engine, id, { host, port }, signal)) {
      const found = await probe(target);
      if (found.kind !== 'unreachable') return found;
    }
    return { kind: 'not yet', because: `port ${port} cannot be reached from here; publish it` };
  });
}

async function runIn(
  { engine, id }: ReadyContext,
  command: readonly string[],
  signal: AbortSignal,
): Promise<Look> {
  const spec = { command, environment: [], privileged: false };
  let said = '';
  try {
    for await (const event of engine.containers.exec(id, spec, { signal })) {
      if (event.kind === 'output') said = event.text;
      else if (event.exitCode === 0) return { kind: 'holds' };
      else return { kind: 'not yet', because: `it ended with ${event.exitCode}${said && `: ${said}`}` };
    }
  } catch (error) {
    // A container that is being started again runs nothing.
    if (!(error instanceof EngineError)) throw error;
    return { kind: 'not yet', because: error.message };
  }
  return { kind: 'not yet', because: 'it did not end' };
}

/** What was said before counts, too, but of this run only: the run before may have been as far. */
async function lines(
  { match, count }: ReadyCheck & { readonly kind: 'log' },
  { engine, id, remark }: ReadyContext,
  signal: AbortSignal,
): Promise<void> {
  const pattern = new RegExp(match);
  for (;;) {
    // Not since its start: a program may have said something before the engine takes note of the time.
    const { finishedAt } = await engine.containers.inspect(id, { signal });
    const since = finishedAt === undefined ? {} : { since: finishedAt };
    let found = 0;
    for await (const said of engine.containers.logs(id, { follow: true, ...since, signal })) {
      found += said.filter(({ text }) => pattern.test(text)).length;
      if (found >= count) return;
      remark(`${found} of ${count} lines`);
    }
    signal.throwIfAborted();
    // It has ended, and may be started again.
    await delay(longestPause, undefined, { signal });
  }
}
