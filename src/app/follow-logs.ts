import type { Engine, LogOptions } from '../engine/engine.js';
import type { AttachedContainer, EmitEvent } from '../events/event.js';
import { label } from '../model/labels.js';
import type { ContainerId } from '../model/names.js';
import type { ObservedContainer } from '../model/observed.js';

export interface LogFollower {
  /** Does nothing while that container is followed already. */
  follow(id: ContainerId, container: AttachedContainer, options: LogOptions): void;
  /** Resolves when what that container said before it ended has been emitted. */
  finished(id: ContainerId): Promise<void>;
  /** Rejects with the first failure of any stream. */
  all(): Promise<void>;
}

/** Turns the log streams of containers into events. */
export function createLogFollower(engine: Engine, emit: EmitEvent, signal: AbortSignal): LogFollower {
  const streams = new Map<ContainerId, Promise<void>>();
  const pump = async (id: ContainerId, container: AttachedContainer, options: LogOptions): Promise<void> => {
    for await (const line of engine.containers.logs(id, { ...options, follow: true, signal })) {
      emit({ type: 'log', container, line });
    }
  };
  return {
    follow: (id, container, options) => {
      if (streams.has(id)) return;
      const stream = pump(id, container, options).finally(() => streams.delete(id));
      // Awaited in `all` or `finished`; a failure before that must not end the process.
      stream.catch(() => {});
      streams.set(id, stream);
    },
    finished: async (id) => streams.get(id),
    all: async () => {
      await Promise.all(streams.values());
    },
  };
}

export const attachedContainer = ({ name, labels }: ObservedContainer): AttachedContainer => ({
  name,
  service: labels[label.service] ?? name,
  number: Number(labels[label.containerNumber] ?? 1),
});
