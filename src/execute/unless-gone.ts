import { EngineError } from '../engine/engine-error.js';

/** What a call gives; undefined when what it is about is gone meanwhile. */
export async function unlessGone<Value>(call: Promise<Value>): Promise<Value | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof EngineError && error.failure.kind === 'not-found') return undefined;
    throw error;
  }
}
