import { setMaxListeners } from 'node:events';
import type { AttachedContainer, StackEvent } from '../events/event.js';
import { executePlan } from '../execute/execute-plan.js';
import type { Places } from '../execute/places.js';
import { isOneoff, label } from '../model/labels.js';
import type { ContainerId } from '../model/names.js';
import type { ObservedContainer } from '../model/observed.js';
import { isRunning } from '../plan/container-target.js';
import { isJob } from '../plan/is-job.js';
import { planStop } from '../plan/lifecycle/plan-stop.js';
import type { Operation } from '../plan/plan.js';
import { aborted } from './aborted.js';
import { attachedContainer, createLogFollower, type LogFollower, presentRun } from './follow-logs.js';
import { isOverWithin } from './is-over-within.js';
import { nodeDiagnostics } from './node-diagnostics.js';
import { type Outcome, tell } from './outcome.js';
import type { PreparedUp } from './prepare-up.js';
import type { Runtime } from './runtime.js';
import { type ShownServices, shownServices } from './shown-services.js';
import { watchContainers } from './watch-containers.js';

export interface AttachOptions {
  /** Aborts when the user asks a second time: what is left is killed. */
  readonly killSignal: AbortSignal;
  /** Aborts when the user wants to leave, and the containers to stay. */
  readonly detachSignal: AbortSignal;
  /** Whose logs are shown; the rest runs unheard. */
  readonly shown: ShownServices;
  /** What the first container that ends does to the others. */
  readonly onExit: 'nothing' | 'stop-all' | 'stop-all-on-failure';
  /** The service whose exit code is that of the command; absent: of the container that ended everything. */
  readonly exitCodeFrom?: string;
  readonly stopTimeoutSeconds?: number;
  /**
   * Goes on when all containers have ended: something else is going to start them again. Gives the services that the
   * command is about by then, which may be others than at first.
   */
  readonly outlivesAll?: () => ReadonlySet<string>;
}

/** The exit code of the command. */
export type AttachOutcome = Outcome<{ readonly exitCode: number }>;

/**
 * Stays with the containers of an `up`: shows what they say until those asked for have ended, the user leaves, or one
 * that ends brings all to an end. When the signal of the runtime aborts, they are stopped in order, and that counts as
 * cancelled.
 */
export async function attach(
  runtime: Runtime,
  prepared: PreparedUp,
  options: AttachOptions,
  places: Places,
): Promise<AttachOutcome> {
  const { engine, plan, selection } = prepared;
  const { killSignal, detachSignal } = options;
  const shown = shownServices(selection, options.shown);
  const { requested } = selection;
  const isNew = (service: string): boolean =>
    !requested.has(service) && options.outlivesAll?.().has(service) === true;
  const isShown = ({ service }: AttachedContainer): boolean => shown.has(service) || isNew(service);
  // Outlives the first Ctrl-C: what containers say while they stop is shown too.
  const listening = new AbortController();
  const streamSignal = AbortSignal.any([listening.signal, killSignal]);
  setMaxListeners(0, streamSignal);
  const exits = new Exits(prepared, options);
  const emit = (event: StackEvent): void => {
    if (event.type === 'container-exited') exits.heard(event);
    if (event.type !== 'container-exited' || isShown(event.container)) runtime.emit(event);
  };
  try {
    const ofProject = { [label.project]: plan.project };
    const events = await engine.events(ofProject, { signal: streamSignal });
    const belongs = (labels: ObservedContainer['labels']): boolean => {
      const service = labels[label.service] ?? '';
      return !isOneoff(labels) && (requested.has(service) || shown.has(service) || isNew(service));
    };
    const containers = (await engine.containers.list(ofProject, { signal: runtime.signal }))
      .filter(({ labels }) => belongs(labels))
      .sort((left, right) => (left.name < right.name ? -1 : 1));
    emit({ type: 'attached', containers: containers.map(attachedContainer).filter(isShown) });
    const follower = onlyShown(createLogFollower(engine, emit, streamSignal), isShown);
    await followAll(prepared, containers, follower, streamSignal);
    const ended = watchContainers({
      engine,
      events,
      containers,
      belongs,
      isAwaited: ({ service }) => requested.has(service),
      outlivesAll: options.outlivesAll !== undefined,
      follower,
      emit,
      signal: streamSignal,
    });
    // Rejects when the engine is lost; while everything is being stopped that shows there.
    ended.catch(() => {});
    await Promise.race([ended, exits.first, aborted(runtime.signal), aborted(detachSignal)]);
    if (detachSignal.aborted) return exitWith(0);
    const isAsked = runtime.signal.aborted;
    if (!isAsked && !exits.areFinal()) return exitWith(exits.exitCode());
    // Nobody has asked yet where a container has: the first time is then as good as the second.
    const kill = isAsked ? killSignal : AbortSignal.any([killSignal, runtime.signal]);
    const because = isAsked ? 'asked' : 'container-exited';
    await stopAttached(runtime, prepared, { ...options, killSignal: kill }, places, because);
    // Their last words and exits are still on their way.
    await isOverWithin(Promise.race([ended, aborted(kill)]), lastWordsMs);
    return isAsked ? { kind: 'cancelled' } : exitWith(exits.exitCode());
  } finally {
    listening.abort();
  }
}

const lastWordsMs = 2000;

const exitWith = (exitCode: number): AttachOutcome => ({ kind: 'succeeded', value: { exitCode } });

/** Which containers have ended, and what comes of it. */
class Exits {
  /** Resolves when one that ends everything has ended. */
  readonly first: Promise<void>;
  private resolveFirst: () => void = () => {};
  private decisive: number | undefined;
  private asked: number | undefined;

  constructor(
    private readonly prepared: PreparedUp,
    private readonly options: Pick<AttachOptions, 'onExit' | 'exitCodeFrom'>,
  ) {
    this.first = new Promise((resolve) => {
      this.resolveFirst = resolve;
    });
  }

  heard({ container, exitCode, restarting }: StackEvent & { readonly type: 'container-exited' }): void {
    if (restarting) return;
    const { onExit, exitCodeFrom } = this.options;
    if (container.service === exitCodeFrom) this.asked ??= exitCode;
    const isExpected = exitCode === 0 && isJob(this.prepared, container.service);
    if (onExit === 'nothing' || isExpected || (onExit === 'stop-all-on-failure' && exitCode === 0)) return;
    this.decisive ??= exitCode;
    this.resolveFirst();
  }

  areFinal(): boolean {
    return this.decisive !== undefined;
  }

  exitCode(): number {
    return (this.options.exitCodeFrom === undefined ? this.decisive : this.asked) ?? 0;
  }
}

/** Knows of all, and follows only those that are shown. */
function onlyShown(follower: LogFollower, isShown: (container: AttachedContainer) => boolean): LogFollower {
  const unheard = new Set<ContainerId>();
  return {
    ...follower,
    follow: (id, container, options) => {
      if (isShown(container)) follower.follow(id, container, options);
      else unheard.add(id);
    },
    isFollowed: (id) => unheard.has(id) || follower.isFollowed(id),
  };
}

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

/**
 * What Ctrl-C does to the containers of an attached `up`: those asked for stop in order; a second one kills. What they
 * depend on goes on, as somebody else may be at work with it.
 */
export async function stopAttached(
  runtime: Runtime,
  prepared: PreparedUp,
  {
    killSignal,
    stopTimeoutSeconds,
    outlivesAll,
  }: Pick<AttachOptions, 'killSignal' | 'stopTimeoutSeconds' | 'outlivesAll'>,
  places: Places,
  because: 'asked' | 'container-exited',
): Promise<void> {
  const { emit, now } = runtime;
  const { engine, plan, locate, selection } = prepared;
  emit({ type: 'stopping', because });
  const all = await engine.containers.list({ [label.project]: plan.project }, { signal: killSignal });
  const services = outlivesAll?.() ?? selection.requested;
  const containers = all.filter(
    ({ labels }) => services.has(labels[label.service] ?? '') && !isOneoff(labels),
  );
  const stop = planStop({
    project: plan.project,
    services: selection.project.services,
    containers,
    updateMarkers: [],
    by: because === 'asked' ? 'Ctrl-C' : 'a container that has ended',
    ...(stopTimeoutSeconds === undefined ? {} : { timeoutSeconds: stopTimeoutSeconds }),
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
