import { setTimeout as delay } from 'node:timers/promises';
import type { Engine } from '../../engine/engine.js';
import { EngineError } from '../../engine/engine-error.js';

/** In milliseconds. */
export const tryAgainMs = 300;

/** Waits for an engine that went away, however long that takes: whoever watches says so and is there to end it. */
export async function untilEngineAnswers(engine: Engine, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      await engine.version({ signal });
      return;
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      await delay(tryAgainMs, undefined, { signal });
    }
  }
}
