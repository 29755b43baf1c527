import { setTimeout as delay } from 'node:timers/promises';
import { type CallName, callRules, outageSeconds, retryAfterMs } from './call-rules.js';
import type { CallOptions, Engine, LockClaim } from './engine.js';
import { EngineError } from './engine-error.js';

export interface Patience {
  /** Told once for each time that the engine is away, while calls are being made again. */
  readonly away?: (message: string) => void;
  /** Waits; rejects with the signal's reason. Tests do not. */
  readonly pause?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

/** The engine that a container gets when it says nothing about how long it may take to stop, in seconds. */
const defaultStopTimeout = 10;
/** What a stop may take beyond the time that its container has, in seconds. */
const stopMargin = 120;

/** The same engine, with each call made again where that is safe, and ended where it hangs; `callRules` says which. */
export function patientEngine(engine: Engine, patience: Patience = {}): Engine {
  const { containers, networks, volumes, images, locks } = engine;
  const calls = new Retrying(patience);
  const stopLimit = (id: Parameters<typeof containers.inspect>[0], given: number | undefined) => ({
    seconds: stopMargin + (given ?? 0),
    // Nobody asks beforehand: nearly every stop is over by then.
    more: async () =>
      given === undefined ? ((await containers.inspect(id)).stopTimeoutSeconds ?? defaultStopTimeout) : 0,
  });
  return {
    version: (options) => calls.once('version', options, (o) => engine.version(o)),
    info: (options) => calls.once('info', options, (o) => engine.info(o)),
    events: (filter, options) => calls.once('events', options, () => engine.events(filter, options)),
    eventLog: (filter, options) => calls.each('eventLog', options, () => engine.eventLog(filter, options)),
    close: () => {
      calls.end();
      engine.close();
    },
    containers: {
      list: (filter, options) => calls.once('containers.list', options, (o) => containers.list(filter, o)),
      inspect: (id, options) => calls.once('containers.inspect', options, (o) => containers.inspect(id, o)),
      describe: (id, options) =>
        calls.once('containers.describe', options, (o) => containers.describe(id, o)),
      compare: (id, spec, options) =>
        calls.once('containers.compare', options, (o) => containers.compare(id, spec, o)),
      update: (id, service, options) =>
        calls.once('containers.update', options, (o) => containers.update(id, service, o)),
      create: (spec, options) => calls.once('containers.create', options, (o) => containers.create(spec, o)),
      start: (id, options) => calls.once('containers.start', options, (o) => containers.start(id, o)),
      stop: (id, options) =>
        calls.once(
          'containers.stop',
          options,
          (o) => containers.stop(id, o),
          stopLimit(id, options?.timeoutSeconds),
        ),
      kill: (id, options) => calls.once('containers.kill', options, (o) => containers.kill(id, o)),
      restart: (id, options) =>
        calls.once(
          'containers.restart',
          options,
          (o) => containers.restart(id, o),
          stopLimit(id, options?.timeoutSeconds),
        ),
      pause: (id, options) => calls.once('containers.pause', options, (o) => containers.pause(id, o)),
      unpause: (id, options) => calls.once('containers.unpause', options, (o) => containers.unpause(id, o)),
      rename: (id, name, options) =>
        calls.once('containers.rename', options, (o) => containers.rename(id, name, o)),
      remove: (id, options) => calls.once('containers.remove', options, (o) => containers.remove(id, o)),
      putFiles: (id, files, options) =>
        calls.once('containers.putFiles', options, (o) => containers.putFiles(id, files, o)),
      exec: (id, spec, options) => containers.exec(id, spec, options),
      statPath: (id, path, options) =>
        calls.once('containers.statPath', options, (o) => containers.statPath(id, path, o)),
      getArchive: (id, path, options) =>
        calls.each('containers.getArchive', options, () => containers.getArchive(id, path, options)),
      putArchive: (id, folder, archive, options) => containers.putArchive(id, folder, archive, options),
      removePaths: (id, paths, options) =>
        calls.once('containers.removePaths', options, (o) => containers.removePaths(id, paths, o)),
      changedPaths: (id, options) =>
        calls.once('containers.changedPaths', options, (o) => containers.changedPaths(id, o)),
      export: (id, options) => calls.each('containers.export', options, () => containers.export(id, options)),
      commit: (id, spec, options) =>
        calls.once('containers.commit', options, (o) => containers.commit(id, spec, o)),
      top: (id, options) => calls.once('containers.top', options, (o) => containers.top(id, o)),
      stats: (id, options) => calls.each('containers.stats', options, () => containers.stats(id, options)),
      converse: (id, spec, how, options) => containers.converse(id, spec, how, options),
      execDetached: (id, spec, options) =>
        calls.once('containers.execDetached', options, (o) => containers.execDetached(id, spec, o)),
      // The signal is about the whole conversation, which outlives the call.
      attach: (id, how, options) =>
        calls.once('containers.attach', options, () => containers.attach(id, how, options)),
      logs: (id, options) => calls.each('containers.logs', options, () => containers.logs(id, options)),
    },
    networks: {
      list: (filter, options) => calls.once('networks.list', options, (o) => networks.list(filter, o)),
      find: (name, options) => calls.once('networks.find', options, (o) => networks.find(name, o)),
      create: (spec, options) => calls.once('networks.create', options, (o) => networks.create(spec, o)),
      remove: (id, options) => calls.once('networks.remove', options, (o) => networks.remove(id, o)),
      connect: (id, container, attachment, options) =>
        calls.once('networks.connect', options, (o) => networks.connect(id, container, attachment, o)),
      disconnect: (id, container, options) =>
        calls.once('networks.disconnect', options, (o) => networks.disconnect(id, container, o)),
    },
    volumes: {
      list: (filter, options) => calls.once('volumes.list', options, (o) => volumes.list(filter, o)),
      find: (name, options) => calls.once('volumes.find', options, (o) => volumes.find(name, o)),
      create: (spec, options) => calls.once('volumes.create', options, (o) => volumes.create(spec, o)),
      remove: (name, options) => calls.once('volumes.remove', options, (o) => volumes.remove(name, o)),
    },
    images: {
      find: (references, options) => calls.once('images.find', options, (o) => images.find(references, o)),
      list: (filter, options) => calls.once('images.list', options, (o) => images.list(filter, o)),
      pin: (reference, options) => calls.once('images.pin', options, (o) => images.pin(reference, o)),
      inspect: (image, options) => calls.once('images.inspect', options, (o) => images.inspect(image, o)),
      pull: (reference, options) => calls.each('images.pull', options, () => images.pull(reference, options)),
      push: (reference, options) => calls.each('images.push', options, () => images.push(reference, options)),
      check: (spec, options) => calls.once('images.check', options, (o) => images.check(spec, o)),
      build: (spec, options) => calls.each('images.build', options, () => images.build(spec, options)),
      remove: (reference, options) =>
        calls.once('images.remove', options, (o) => images.remove(reference, o)),
    },
    locks: {
      claim: async (request, options) => {
        const claim = await calls.once('locks.claim', options, (o) => locks.claim(request, o));
        return claim && patientClaim(claim);
      },
    },
  };

  function patientClaim(claim: LockClaim): LockClaim {
    return {
      lost: claim.lost,
      attempt: () => calls.once('lock.attempt', undefined, () => claim.attempt()),
      release: () => claim.release(),
    };
  }
}

interface Limit {
  readonly seconds: number;
  /** Asked when these are over: how many more it may take. */
  readonly more?: () => Promise<number>;
}

class Retrying {
  readonly #away: (message: string) => void;
  readonly #pause: NonNullable<Patience['pause']>;
  readonly #now: () => number;
  /** Calls that are being made again because the engine is away. */
  #suspended = 0;
  #ended = false;

  constructor({ away = () => undefined, pause = realPause, now = () => performance.now() }: Patience) {
    this.#away = away;
    this.#pause = pause;
    this.#now = now;
  }

  /** Nothing is tried again from now on. */
  end(): void {
    this.#ended = true;
  }

  /** A call with one answer. */
  async once<Options extends CallOptions, Value>(
    call: CallName,
    options: Options | undefined,
    work: (options: Options & CallOptions) => Promise<Value>,
    limit: Limit | undefined = limitOf(call),
  ): Promise<Value> {
    for (const again = this.#attempts(call, options?.signal); ; ) {
      try {
        const value = await within(call, limit, options, work);
        again.over();
        return value;
      } catch (error) {
        await again.after(error);
      }
    }
  }

  /** A call whose answer comes in parts. Those of a try that failed are followed by those of the next. */
  async *each<Part>(
    call: CallName,
    options: CallOptions | undefined,
    open: () => AsyncIterable<Part>,
  ): AsyncGenerator<Part> {
    for (const again = this.#attempts(call, options?.signal); ; ) {
      try {
        for await (const part of open()) {
          again.over();
          yield part;
        }
        again.over();
        return;
      } catch (error) {
        await again.after(error);
      }
    }
  }

  #attempts(call: CallName, signal: AbortSignal | undefined) {
    let tries = 0;
    let since: number | undefined;
    let suspended = false;
    const over = (): void => {
      if (suspended) this.#suspended -= 1;
      suspended = false;
    };
    return {
      over,
      /** Returns when it is time to try again, else throws. */
      after: async (error: unknown): Promise<void> => {
        tries += 1;
        since ??= this.#now();
        const wait =
          error instanceof EngineError && !this.#ended
            ? retryAfterMs({ call, failure: error.failure, tries, elapsedMs: this.#now() - since })
            : undefined;
        if (wait === undefined || !(error instanceof EngineError)) {
          over();
          throw error;
        }
        if (isAway(error) && !suspended) {
          if (this.#suspended === 0)
            this.#away(`${error.message}; trying again for up to ${outageSeconds} seconds`);
          this.#suspended += 1;
          suspended = true;
        }
        try {
          await this.#pause(wait, signal);
        } catch (aborted) {
          over();
          throw signal?.aborted ? signal.reason : aborted;
        }
      },
    };
  }
}

const isAway = ({ failure }: EngineError): boolean =>
  failure.kind === 'unreachable' || failure.kind === 'connection-lost';

const realPause = async (ms: number, signal: AbortSignal | undefined): Promise<void> => {
  await delay(ms, undefined, signal === undefined ? {} : { signal });
};

function limitOf(call: CallName): Limit | undefined {
  const { limit } = callRules[call];
  return typeof limit === 'number' ? { seconds: limit } : undefined;
}

/** Ends the call when its time is over, as `no-answer`. */
async function within<Options extends CallOptions, Value>(
  call: CallName,
  limit: Limit | undefined,
  options: Options | undefined,
  work: (options: Options & CallOptions) => Promise<Value>,
): Promise<Value> {
  const given = (options ?? {}) as Options;
  if (limit === undefined) return await work(given);
  const controller = new AbortController();
  const { signal } = given;
  const onAbort = (): void => controller.abort(signal?.reason);
  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  let seconds = limit.seconds;
  const hanging = (): void => {
    const message = `the Docker Engine did not answer within ${seconds} seconds (${call})`;
    controller.abort(new EngineError(message, { kind: 'no-answer' }));
  };
  const onTime = async (): Promise<void> => {
    const more = (await limit.more?.().catch(() => 0)) ?? 0;
    if (more === 0) hanging();
    else {
      seconds += more;
      timer = setTimeout(hanging, more * 1000);
    }
  };
  let timer = setTimeout(() => void onTime(), seconds * 1000);
  try {
    return await work({ ...given, signal: controller.signal });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}
