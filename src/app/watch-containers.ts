import type { Engine, EngineEvent } from '../engine/engine.js';
import type { EmitEvent } from '../events/event.js';
import type { ContainerId } from '../model/names.js';
import type { ObservedContainer } from '../model/observed.js';
import { isRunning } from '../plan/container-nodes.js';
import { attachedContainer, type LogFollower, presentRun } from './follow-logs.js';

export interface WatchRequest {
  readonly engine: Engine;
  /** Subscribed before `containers` were looked at. */
  readonly events: AsyncIterable<EngineEvent>;
  readonly containers: readonly ObservedContainer[];
  readonly follower: LogFollower;
  readonly emit: EmitEvent;
  readonly signal: AbortSignal;
}

/**
 * Tells when containers exit, after what they said. Resolves when none of them runs any more, nor will be started
 * again by its restart policy; rejects when the engine is lost.
 */
export async function watchContainers({
  engine,
  events,
  containers,
  follower,
  emit,
  signal,
}: WatchRequest): Promise<void> {
  const attached = new Map(containers.map((container) => [container.id, attachedContainer(container)]));
  const running = new Set(containers.filter(isRunning).map(({ id }) => id));

  // A short run may be over by the time it is looked at, so its log begins where the one before was heard to end.
  const ends = new Map<ContainerId, string>();

  const exited = async (id: ContainerId, exitCode: number): Promise<void> => {
    const container = attached.get(id);
    if (container === undefined) return;
    const comesBack = await willRestart(engine, id);
    // Its log may go on when it comes back; otherwise all it said is told first.
    if (!comesBack) {
      running.delete(id);
      await follower.finished(id);
    }
    emit({ type: 'container-exited', container, exitCode });
  };

  // Those that had ended before there was anything to hear; later events of them are of another run.
  for (const { id, exitCode } of containers) {
    if (!running.has(id) && exitCode !== undefined && follower.isFollowed(id)) await exited(id, exitCode);
  }
  if (running.size === 0) return;
  for await (const event of events) {
    const container = attached.get(event.id);
    if (container === undefined) continue;
    if (event.action === 'started') {
      running.add(event.id);
      const endedAt = ends.get(event.id);
      const since =
        endedAt === undefined ? await presentRun(engine, event.id, { signal }) : { since: endedAt };
      follower.follow(event.id, container, since);
    } else if (event.action === 'died' && running.has(event.id)) {
      ends.set(event.id, rfc3339(event.timeNano));
      await exited(event.id, event.exitCode);
    } else if (event.action === 'removed') {
      running.delete(event.id);
    }
    if (running.size === 0) return;
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

/** All nine digits of the nanoseconds are kept. */
function rfc3339(timeNano: string): string {
  const seconds = new Date(Number(timeNano.slice(0, -9)) * 1000).toISOString().slice(0, -'.000Z'.length);
  return `${seconds}.${timeNano.slice(-9)}Z`;
}
