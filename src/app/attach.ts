import { setMaxListeners } from 'node:events';
import { executePlan } from '../execute/execute-plan.js';
import type { Places } from '../execute/places.js';
import { isOneoff, label } from '../model/labels.js';
import type { ObservedContainer } from '../model/observed.js';
import { isRunning } from '../plan/container-target.js';
import type { Operation } from '../plan/plan.js';
import { planStop } from '../plan/plan-stop.js';
import { aborted } from './aborted.js';
import { attachedContainer, createLogFollower, type LogFollower, presentRun } from './follow-logs.js';
import { isOverWithin } from './is-over-within.js';
import { nodeDiagnostics } from './node-diagnostics.js';
import { type Outcome, succeeded, tell } from './outcome.js';
import type { PreparedUp } from './prepare-up.js';
import type { Runtime } from './runtime.js';
import { watchContainers } from './watch-containers.js';

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
  places: Places,
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
    const containers = (await engine.containers.list(ofProject, { signal: runtime.signal }))
      .filter(({ labels }) => isShown(prepared, labels))
      .sort((left, right) => (left.name < right.name ? -1 : 1));
    emit({ type: 'attached', containers: containers.map(attachedContainer) });
    const follower = createLogFollower(engine, emit, streamSignal);
    await followAll(prepared, containers, follower, streamSignal);
    const ended = watchContainers({
      engine,
      events,
      containers,
      belongs: (labels) => isShown(prepared, labels),
      follower,
      emit,
      signal: streamSignal,
    });
    // Rejects when the engine is lost; while everything is being stopped that shows there.
    ended.catch(() => {});
    await Promise.race([ended, aborted(runtime.signal)]);
    if (!runtime.signal.aborted) return succeeded;
    await stopAttached(runtime, prepared, killSignal, places);
    // Their last words and exits are still on their way.
    await isOverWithin(Promise.race([ended, aborted(killSignal)]), lastWordsMs);
    return { kind: 'cancelled' };
  } finally {
    listening.abort();
  }
}

const lastWordsMs = 2000;

const isMeant = ({ selection }: PreparedUp, labels: ObservedContainer['labels']): boolean =>
  selection.services.has(labels[label.service] ?? '') && !isOneoff(labels);

/** The others run and are stopped like these, unheard. */
const isShown = (prepared: PreparedUp, labels: ObservedContainer['labels']): boolean =>
  isMeant(prepared, labels) &&
  prepared.selection.project.services[labels[label.service] ?? '']?.attach !== false;

async function followAll(
  { engine, plan }: PreparedUp,
  containers: readonly ObservedContainer[],
  follower: LogFollower,
  signal: AbortSignal,
): Promise<void> {
  const did = (kind: Operation['kind']) =>
    new Set(
      plan.nodes.flatMap(({ operation }) =>
        operation.kind === kind && 'container' in operation ? [operation.container.name] : [],
      ),
    );
  const created = did('create-container');
  const started = new Set([...did('start-container'), ...did('restart-container')]);
  for (const container of containers) {
    const attached = attachedContainer(container);
    if (created.has(container.name)) {
      follower.follow(container.id, attached, {});
    } else if (started.has(container.name)) {
      follower.follow(container.id, attached, await presentRun(engine, container.id, { signal }));
    } else if (isRunning(container)) {
      // What it said before this command has been seen by whoever started it.
      follower.follow(container.id, attached, { tail: 0 });
    }
  }
}

/** What Ctrl-C does to the containers of an attached `up`: they stop in order; a second one kills. */
export async function stopAttached(
  runtime: Runtime,
  prepared: PreparedUp,
  killSignal: AbortSignal,
  places: Places,
): Promise<void> {
  const { emit, now } = runtime;
  const { engine, plan, locate } = prepared;
  emit({ type: 'stopping' });
  const all = await engine.containers.list({ [label.project]: plan.project }, { signal: killSignal });
  const containers = all.filter(({ labels }) => isMeant(prepared, labels));
  const stop = planStop({
    project: plan.project,
    services: prepared.selection.project.services,
    containers,
    by: 'Ctrl-C',
  });
  const result = await executePlan(stop, {
    engine,
    images: {},
    contents: new Map(),
    locate,
    places,
    settleMs: 0,
    signal: killSignal,
    emit,
    now,
  });
  if (killSignal.aborted) await killAll(prepared, containers);
  else tell(runtime, nodeDiagnostics(stop, result));
}

async function killAll({ engine }: PreparedUp, containers: readonly ObservedContainer[]): Promise<void> {
  // Those that have ended meanwhile refuse; that is as good.
  await Promise.allSettled(containers.filter(isRunning).map(({ id }) => engine.containers.kill(id)));
}
