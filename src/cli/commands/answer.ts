import type { Outcome } from '../../app/outcome.js';
import { DiagnosticError } from '../../diagnostics/diagnostic.js';
import { exitCode as codes } from '../exit-codes.js';
import type { Session } from '../run-action.js';

/** Prints what was asked for. Gives the exit code; a format that is not one is a mistake in the command line. */
export async function answer<Value>(
  { runtime, print, exitCode }: Session,
  asked: Promise<Outcome<Value>>,
  textOf: (value: Value) => string,
): Promise<number> {
  const outcome = await asked;
  if (outcome.kind !== 'succeeded') return exitCode(outcome);
  try {
    print(textOf(outcome.value));
    return codes.ok;
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    for (const diagnostic of error.diagnostics) runtime.emit({ type: 'diagnostic', diagnostic });
    return codes.usage;
  }
}
