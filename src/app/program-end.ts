import type { Engine } from '../engine/engine.js';
import type { ContainerId } from '../model/names.js';

export interface ProgramEnd {
  readonly exitCode: number;
}

/** Signals that are for a program, as long as somebody talks to it. */
export interface ProgramSignals {
  /** Aborts at the first of them. */
  readonly stop: AbortSignal;
  /** Aborts at the second: at once. */
  readonly kill: AbortSignal;
  /** Which one came first. */
  received(): string | undefined;
}

/** What the engine gives a container by itself to end in its own way. */
export const defaultGraceSeconds = 10;

/**
 * Passes signals on until the function it gives is called: the first is for the program to end in its own way, the
 * second ends it, and so does the time that it has for that.
 */
export function passOn(
  { stop, kill, received }: ProgramSignals,
  { containers }: Engine,
  id: ContainerId,
  graceSeconds: number,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  // It may have ended in this moment.
  const send = (killSignal: string): void => {
    containers.kill(id, { killSignal }).catch(() => undefined);
  };
  const onKill = (): void => send('SIGKILL');
  const onStop = (): void => {
    send(received() ?? 'SIGTERM');
    timer = setTimeout(onKill, graceSeconds * 1000);
  };
  if (stop.aborted) onStop();
  stop.addEventListener('abort', onStop);
  kill.addEventListener('abort', onKill);
  return () => {
    clearTimeout(timer);
    stop.removeEventListener('abort', onStop);
    kill.removeEventListener('abort', onKill);
  };
}

/** How the program of a container ends, from events that were subscribed to before. */
export async function exitCodeFrom(
  events: Awaited<ReturnType<Engine['events']>>,
  id: ContainerId,
): Promise<number> {
  for await (const event of events) if (event.id === id && event.action === 'died') return event.exitCode;
  return 0;
}
