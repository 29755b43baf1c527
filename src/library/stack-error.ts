import type { DiagnosticCode } from '../diagnostics/codes.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { renderDiagnostic } from '../diagnostics/render-diagnostic.js';

/** What went wrong, in the words of the command line: with file, line and column where there are any. */
export class StackError extends Error {
  override readonly name = 'StackError';
  /** All of it, warnings included; the first error is what the message begins with. */
  readonly diagnostics: readonly Diagnostic[];

  /** @param cwd absolute; paths in the message are shown relative to it */
  constructor(diagnostics: readonly Diagnostic[], cwd: string) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    super(errors.map((error) => renderDiagnostic(error, { color: false, cwd })).join('\n\n') || 'it failed');
    this.diagnostics = diagnostics;
  }

  /** Of the first error; they are stable, and listed in docs/errors.md. */
  get code(): DiagnosticCode | undefined {
    return this.diagnostics.find(({ severity }) => severity === 'error')?.code;
  }
}
