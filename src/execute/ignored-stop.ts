import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { SourceRange } from '../diagnostics/source.js';
import type { ContainerDetails, Engine } from '../engine/engine.js';
import { EngineError } from '../engine/engine-error.js';
import type { ContainerId } from '../model/names.js';

export interface StopCall {
  readonly id: ContainerId;
  readonly name: string;
  /** Given with the stop; absent: the container's own. */
  readonly timeoutSeconds?: number;
  readonly tookMs: number;
  /** Of the service. */
  readonly at: SourceRange | undefined;
}

/** What the engine does where nothing is set. */
const defaults = { signal: 'SIGTERM', timeoutSeconds: 10 };
/** 128 + SIGKILL. */
const killedExitCode = 137;

/** What to say of a container that had to be killed because it did not stop in its time. Asks only where a stop took long. */
export async function noticeIgnoredStop(engine: Engine, stop: StopCall): Promise<Diagnostic | undefined> {
  // No grace period but 0 is shorter, and with that being killed is what was asked for.
  if (stop.tookMs < 1000) return undefined;
  const details = await lookAt(engine, stop.id);
  if (details === undefined) return undefined;
  const seconds = stop.timeoutSeconds ?? details.stopTimeoutSeconds ?? defaults.timeoutSeconds;
  const signal = details.stopSignal ?? defaults.signal;
  const wasKilled = details.exitCode === killedExitCode && !details.outOfMemory;
  if (!wasKilled || seconds === 0 || stop.tookMs < seconds * 1000 || isKill(signal)) return undefined;
  return {
    code: 'stop-ignored',
    severity: 'note',
    message: `container ${stop.name} did not stop on ${signal} and was killed after ${seconds} seconds`,
    ...(stop.at === undefined ? {} : { at: stop.at }),
    help: [
      'if its program has no handler for that signal: `init: true`, or a `stop_signal` that it does handle',
      'if it needs longer to end in order: a longer `stop_grace_period`',
      'if it may be killed at once: `stop_signal: SIGKILL`',
    ].join('\n'),
  };
}

const isKill = (signal: string): boolean => ['SIGKILL', 'KILL', '9'].includes(signal.toUpperCase());

/** It may be gone by now, or the engine: that is no reason to fail. */
async function lookAt(engine: Engine, id: ContainerId): Promise<ContainerDetails | undefined> {
  try {
    return await engine.containers.inspect(id);
  } catch (error) {
    if (error instanceof EngineError) return undefined;
    throw error;
  }
}
