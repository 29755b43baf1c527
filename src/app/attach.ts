import { setMaxListeners } from 'node:events';
import type { EngineEvent } from '../engine/engine.js';
import type { AttachedContainer } from '../events/event.js';
import { executePlan } from '../execute/execute-plan.js';
import { label } from '../model/labels.js';
import type { ContainerId } from '../model/names.js';
import type { ObservedContainer } from '../model/observed.js';
import { isRunning } from '../plan/container-nodes.js';
import { planStop } from '../plan/plan-stop.js';
import { attachedContainer, createLogFollower } from './follow-logs.js';
import { nodeDiagnostics } from './node-diagnostics.js';
import { type Outcome, succeeded, tell } from './outcome.js';
import type { PreparedUp } from './prepare-up.js';
import type { Runtime } from './runtime.js';

export interface AttachOptions {
  /** Aborts when the user asks a second time: what is left is killed. */
  readonly killSignal: AbortSignal;
}

/**
 * Stays with the containers of an `up`: shows what they say until all have ended. When the signal of the runtime
 * aborts, they are stopped in order, and that counts as cancelled.
 */
export async function attach(
  runtime: Runtime,
  prepared: PreparedUp,
  { killSignal }: AttachOptions,
  parallel: number,
): Promise<Outcome> {
  const { engine, plan } = prepared;
  const { emit } = runtime;
  // Outlives the first Ctrl-C: what containers say while they stop is shown too.
  const listening = new AbortController();
  const streamSignal = AbortSignal.any([listening.signal, killSignal]);
  setMaxListeners(0, streamSignal);
  try {
    const ofProject = { [label.project]: plan.project };
    const events = await engine.events(ofProject, { signal: streamSignal });
    const containers = (await engine.containers.list(ofProject, { signal: runtime.signal })).filter(
      ({ labels }) =>
        prepared.selection.services.has(labels[label.service] ?? '') &&
        labels[label.oneoff]?.toLowerCase() !== 'true',
    );
    const followed = new Map(containers.map((container) => [container.id, attachedContainer(container)]));
    emit({
      type: 'attached',
      containers: [...followed.values()].sort((left, right) => (left.name < right.name ? -1 : 1)),
    });
    const follower = createLogFollower(engine, emit, streamSignal);
    const startedNow = new Set(startedBy(prepared));
    for (const container of containers) {
      const attached = followed.get(container.id);
      if (attached === undefined) continue;
      // What ran before this command has been seen by whoever started it.
      if (startedNow.has(container.name)) follower.follow(container.id, attached, {});
      else if (isRunning(container)) follower.follow(container.id, attached, { tail: 0 });
    }

    const running = new Set(containers.filter(isRunning).map(({ id }) => id));
    const ended = watchContainers({ events, running, followed, follower, prepared, runtime });
    const stopped = once(runtime.signal).then(() => stopAll(runtime, prepared, killSignal, parallel));
    const outcome = await Promise.race([ended, stopped]);
    listening.abort();
    return outcome;
  } finally {
    listening.abort();
  }
}

/** Names of the containers that this command started: all they ever said is new. */
const startedBy = ({ plan }: PreparedUp): readonly string[] =>
  plan.nodes.flatMap(({ operation }) =>
    operation.kind === 'start-container' || operation.kind === 'create-container'
      ? [operation.container.name]
      : [],
  );

interface Watched {
  readonly events: AsyncIterable<EngineEvent>;
  readonly running: Set<ContainerId>;
  readonly followed: ReadonlyMap<ContainerId, AttachedContainer>;
  readonly follower: ReturnType<typeof createLogFollower>;
  readonly prepared: PreparedUp;
  readonly runtime: Runtime;
}

/** Resolves when none of the containers runs any more, nor will be started again by its restart policy. */
async function watchContainers({
  events,
  running,
  followed,
  follower,
  prepared,
  runtime,
}: Watched): Promise<Outcome> {
  if (running.size === 0) {
    await follower.all();
    return succeeded;
  }
  for await (const event of events) {
    const container = followed.get(event.id);
    if (container === undefined) continue;
    if (event.action === 'started') {
      running.add(event.id);
      follower.follow(event.id, container, { since: secondsOf(event.timeNano) });
    } else if (event.action === 'died') {
      await follower.finished(event.id);
      runtime.emit({ type: 'container-exited', container, exitCode: event.exitCode });
      if (!(await willRestart(prepared, event.id))) running.delete(event.id);
    } else if (event.action === 'removed') {
      running.delete(event.id);
    }
    if (running.size === 0 && !runtime.signal.aborted) return succeeded;
  }
  return { kind: 'cancelled' };
}

async function willRestart({ engine }: PreparedUp, id: ContainerId): Promise<boolean> {
  try {
    const { state } = await engine.containers.inspect(id);
    return state === 'restarting' || state === 'running';
  } catch {
    // Gone, or the engine is: the stream of events tells which.
    return false;
  }
}

/** Nanoseconds to the seconds with a fraction that the engine takes for `since`. */
const secondsOf = (timeNano: string): string => `${timeNano.slice(0, -9)}.${timeNano.slice(-9)}`;

async function stopAll(
  runtime: Runtime,
  prepared: PreparedUp,
  killSignal: AbortSignal,
  parallel: number,
): Promise<Outcome> {
  const { emit, now } = runtime;
  const { engine, plan, locate, selection } = prepared;
  emit({ type: 'stopping' });
  const all = await engine.containers.list({ [label.project]: plan.project }, { signal: killSignal });
  const containers = all.filter(({ labels }) => selection.services.has(labels[label.service] ?? ''));
  const stop = planStop({ project: plan.project, containers, by: 'Ctrl-C' });
  const observed = { containers, networks: [], volumes: [], images: {} };
  const result = await executePlan(stop, {
    engine,
    observed,
    locate,
    parallel,
    settleMs: 0,
    signal: killSignal,
    emit,
    now,
  });
  if (killSignal.aborted) await killAll(prepared, containers);
  else tell(runtime, nodeDiagnostics(stop, result));
  return { kind: 'cancelled' };
}

async function killAll({ engine }: PreparedUp, containers: readonly ObservedContainer[]): Promise<void> {
  // Those that have ended meanwhile refuse; that is as good.
  await Promise.allSettled(containers.filter(isRunning).map(({ id }) => engine.containers.kill(id)));
}

const once = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
