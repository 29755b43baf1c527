import type { Engine, EngineEvent } from '../engine/engine.js';
import { EngineError } from '../engine/engine-error.js';
import type { AttachedContainer, EmitEvent } from '../events/event.js';
import type { ContainerId } from '../model/names.js';
import type { ObservedContainer } from '../model/observed.js';
import { isRunning } from '../plan/container-target.js';
import { attachedContainer, type LogFollower, presentRun } from './follow-logs.js';
import { rfc3339 } from './nanoseconds.js';

export interface WatchRequest {
  readonly engine: Engine;
  /** Subscribed before `containers` were looked at. */
  readonly events: AsyncIterable<EngineEvent>;
  readonly containers: readonly ObservedContainer[];
  /** Whether a container that comes later is one to watch: a new replica, a replacement. */
  readonly belongs: (labels: Readonly<Record<string, string>>) => boolean;
  /** Whether it goes on until that one has ended; absent: until all have. */
  readonly isAwaited?: (container: AttachedContainer) => boolean;
  /** Goes on, whatever ends. */
  readonly outlivesAll?: boolean;
  readonly follower: LogFollower;
  readonly emit: EmitEvent;
  readonly signal: AbortSignal;
}

/**
 * Follows containers through their restarts and replacements, and tells when they exit, after what they said.
 * Resolves when none of those that are awaited runs any more, nor is about to; rejects when the engine is lost.
 */
export async function watchContainers(request: WatchRequest): Promise<void> {
  const { events, belongs, follower } = request;
  const containers = await inspectRunning(request);
  const watch = new Watch(request);
  for (const container of containers)
    watch.add(container.id, attachedContainer(container), isRunning(container));
  // Those that had ended before there was anything to hear; later events of them are of another run.
  for (const { id, exitCode, state } of containers) {
    if (state === 'exited' && exitCode !== undefined && follower.isFollowed(id))
      await watch.died(id, exitCode);
  }
  if (watch.isOver()) return;
  for await (const event of events) {
    if (belongs(event.labels)) await watch.heard(event);
    if (watch.isOver()) return;
  }
}

/**
 * What a list says of a container can be older than its last event: engines tell that it died, and only then write
 * down for lists that it does not run. An inspect is exact.
 */
function inspectRunning({ engine, containers, signal }: WatchRequest): Promise<readonly ObservedContainer[]> {
  return Promise.all(
    containers.map(async (container) => {
      if (!isRunning(container)) return container;
      try {
        const { state, exitCode } = await engine.containers.inspect(container.id, { signal });
        return { ...container, state, exitCode };
      } catch (error) {
        if (!(error instanceof EngineError && error.failure.kind === 'not-found')) throw error;
        return { ...container, state: 'removing' as const };
      }
    }),
  );
}

class Watch {
  private readonly known = new Map<ContainerId, AttachedContainer>();
  /** Those that run, and those that were made to run. */
  private readonly alive = new Set<ContainerId>();
  /** A short run may be over by the time it is looked at: its log begins where the one before was heard to end. */
  private readonly ends = new Map<ContainerId, string>();

  constructor(private readonly request: WatchRequest) {}

  add(id: ContainerId, container: AttachedContainer, isAlive: boolean): void {
    this.known.set(id, container);
    if (isAlive) this.alive.add(id);
  }

  isOver(): boolean {
    const { isAwaited = () => true, outlivesAll = false } = this.request;
    if (outlivesAll) return false;
    return ![...this.alive].some((id) => {
      const container = this.known.get(id);
      return container !== undefined && isAwaited(container);
    });
  }

  async heard(event: EngineEvent): Promise<void> {
    switch (event.action) {
      case 'created':
        this.add(event.id, attachedContainer(event), true);
        return;
      case 'started':
        if (!this.known.has(event.id)) this.add(event.id, attachedContainer(event), true);
        await this.started(event.id);
        return;
      case 'died':
        if (!this.alive.has(event.id)) return;
        this.ends.set(event.id, rfc3339(BigInt(event.timeNano)));
        await this.died(event.id, event.exitCode);
        return;
      case 'removed':
        this.alive.delete(event.id);
        return;
      case 'stopped':
      case 'paused':
      case 'unpaused':
      case 'renamed':
      case 'out-of-memory':
      case 'health':
        return;
      default:
        event satisfies never;
    }
  }

  async died(id: ContainerId, exitCode: number): Promise<void> {
    const { engine, follower, emit } = this.request;
    const container = this.known.get(id);
    if (container === undefined) return;
    const restarting = await willRestart(engine, id);
    // Its log may go on when it comes back; otherwise all it said is told first.
    if (!restarting) {
      this.alive.delete(id);
      await follower.finished(id);
    }
    emit({ type: 'container-exited', container, exitCode, restarting });
  }

  private async started(id: ContainerId): Promise<void> {
    const { engine, follower, signal } = this.request;
    const container = this.known.get(id);
    if (container === undefined) return;
    this.alive.add(id);
    const endedAt = this.ends.get(id);
    follower.follow(
      id,
      container,
      endedAt === undefined ? await presentRun(engine, id, { signal }) : { since: endedAt },
    );
  }
}

async function willRestart(engine: Engine, id: ContainerId): Promise<boolean> {
  try {
    const { state } = await engine.containers.inspect(id);
    return state === 'restarting' || state === 'running';
  } catch {
    // Gone, or the engine is: the stream of events tells which.
    return false;
  }
}
