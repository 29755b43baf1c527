import type { CallOptions, ContainerDetails, Engine, LogOptions } from '../engine/engine.js';
import type { AttachedContainer, EmitEvent } from '../events/event.js';
import { label } from '../model/labels.js';
import type { ContainerId } from '../model/names.js';
import type { ObservedContainer } from '../model/observed.js';
import { isOverWithin } from './is-over-within.js';
import { nanosecondsOf, rfc3339 } from './nanoseconds.js';

export interface LogFollower {
  /** A container that is followed already is followed again when its stream has ended; no line is told twice. */
  follow(id: ContainerId, container: AttachedContainer, options: LogOptions): void;
  /** Whether that container was ever followed. */
  isFollowed(id: ContainerId): boolean;
  /** Resolves when what that container said before it ended has been emitted. */
  finished(id: ContainerId): Promise<void>;
  /** Rejects with the first failure of any stream. */
  all(): Promise<void>;
}

/** How long the engine gets to end the stream of a container that has ended, in milliseconds. */
const patienceMs = 1000;

interface Stream {
  readonly container: AttachedContainer;
  readonly ended: Promise<void>;
  readonly cut: AbortController;
}

/** Turns the log streams of containers into events. The engine ends a stream when the container does. */
export function createLogFollower(engine: Engine, emit: EmitEvent, signal: AbortSignal): LogFollower {
  const streams = new Map<ContainerId, Stream>();
  const lastTold = new Map<ContainerId, string>();

  const pump = async (
    id: ContainerId,
    container: AttachedContainer,
    options: LogOptions & CallOptions,
  ): Promise<void> => {
    // Of streams before; within one stream the times of stdout and stderr need not be in order.
    const told = lastTold.get(id) ?? '';
    for await (const lines of engine.containers.logs(id, options)) {
      for (const line of lines) {
        // All times have the same form and length, so that their texts are in the order of time.
        if (line.timestamp <= told) continue;
        if (line.timestamp > (lastTold.get(id) ?? '')) lastTold.set(id, line.timestamp);
        emit({ type: 'log', container, line });
      }
    }
  };

  return {
    follow: (id, container, options) => {
      const cut = new AbortController();
      const streamSignal = AbortSignal.any([signal, cut.signal]);
      const before = streams.get(id)?.ended ?? Promise.resolve();
      const ended = before.then(() =>
        pump(id, container, { ...options, follow: true, signal: streamSignal }),
      );
      // Awaited in `all` or `finished`; a failure before that must not end the process.
      ended.catch(() => {});
      streams.set(id, { container, ended, cut });
    },
    isFollowed: (id) => streams.has(id),
    finished: async (id) => {
      const stream = streams.get(id);
      if (stream === undefined) return;
      if (await isOverWithin(stream.ended, patienceMs)) return;
      // Docker 20.10 now and then leaves the stream open when a container ends while it is being opened.
      stream.cut.abort();
      await stream.ended;
      const since = lastTold.get(id);
      await pump(id, stream.container, { signal, ...(since === undefined ? {} : { since }) });
    },
    all: async () => {
      await Promise.all([...streams.values()].map(({ ended }) => ended));
    },
  };
}

/** For the log of a container's present run alone. */
export async function presentRun(engine: Engine, id: ContainerId, options: CallOptions): Promise<LogOptions> {
  const since = beginOfRun(await engine.containers.inspect(id, options));
  return since === undefined ? {} : { since };
}

/** How much of the log before a start may belong to it, where it is not known when the run before ended, in nanoseconds. */
const headStart = 100_000_000n;

/**
 * A time that lies between what a container said in its last run and in the one before; undefined where there was
 * none before. The engine stamps a line when it reads it: on a busy machine after the end of the program, and before
 * it has noted the start of the next. So neither time will do, but what is half-way between them.
 */
export function beginOfRun({
  startedAt,
  finishedAt,
}: Pick<ContainerDetails, 'startedAt' | 'finishedAt'>): string | undefined {
  if (startedAt === undefined || finishedAt === undefined) return undefined;
  const [start, end] = [nanosecondsOf(startedAt), nanosecondsOf(finishedAt)];
  return rfc3339(end < start ? (end + start) / 2n : start - headStart);
}

export const attachedContainer = ({
  name,
  labels,
}: Pick<ObservedContainer, 'name' | 'labels'>): AttachedContainer => ({
  name,
  service: labels[label.service] ?? name,
  number: Number(labels[label.containerNumber] ?? 1),
});
