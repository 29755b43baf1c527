import { setMaxListeners } from 'node:events';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { DiagnosticError } from '../diagnostics/diagnostic.js';
import { EngineError } from '../engine/engine-error.js';
import { engineFailureDiagnostic } from '../execute/engine-failure-diagnostic.js';
import type { Runtime } from './runtime.js';

/**
 * How a use case ended. `invalid` is the user's to mend (files, options); `failed` is what went wrong while it
 * was carried out; both have been told through events.
 */
export type Outcome<Value = undefined> =
  | { readonly kind: 'succeeded'; readonly value: Value }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'cancelled' };

export const succeeded: Outcome = { kind: 'succeeded', value: undefined };

export function tell({ emit }: Runtime, diagnostics: readonly Diagnostic[]): void {
  for (const diagnostic of diagnostics) emit({ type: 'diagnostic', diagnostic });
}

/** Runs a use case; what the engine refuses and what is thrown as diagnostics become outcomes, the rest is a bug. */
export async function settle<Value>(
  runtime: Runtime,
  run: () => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  // One signal for a whole command: as many calls listen to it as are under way.
  setMaxListeners(0, runtime.signal);
  try {
    return await run();
  } catch (error) {
    if (runtime.signal.aborted) return { kind: 'cancelled' };
    if (error instanceof EngineError) {
      tell(runtime, [engineFailureDiagnostic(error)]);
      return { kind: 'failed' };
    }
    if (error instanceof DiagnosticError) {
      tell(runtime, error.diagnostics);
      return { kind: 'failed' };
    }
    throw error;
  }
}
