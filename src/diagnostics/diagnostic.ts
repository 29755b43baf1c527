import type { DiagnosticCode } from './codes.js';
import type { SourceRange } from './source.js';

export type Severity = 'error' | 'warning' | 'note';

/** Something a person should know or mend: what, where, and what to do about it. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** One sentence without the place, which `at` gives. */
  readonly message: string;
  readonly at?: SourceRange;
  readonly related?: readonly RelatedPlace[];
  /** What to do; several lines are allowed. */
  readonly help?: string;
  /** Lines to be shown as they are: log output, what was tried. */
  readonly details?: readonly string[];
  /** What would be said elsewhere only because of this, and is not. */
  readonly explains?: Consequences;
}

export interface Consequences {
  /** Errors about anything in here. */
  readonly within?: readonly SourceRange[];
  /** That a mapping does not have a key that it demands. */
  readonly missing?: { readonly key: string; readonly within: SourceRange };
  /** That there is nothing of these names. */
  readonly undefinedNames?: readonly string[];
}

/** Another place that has to do with it, and how, as a few words. */
export interface RelatedPlace {
  readonly message: string;
  readonly at: SourceRange;
}

/** Either a value, perhaps with warnings, or what is wrong. Never both errors and a value. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Carries diagnostics through code that cannot return a `Result`; caught at the use case. */
export class DiagnosticError extends Error {
  override readonly name = 'DiagnosticError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[], options?: ErrorOptions) {
    super(diagnostics.map((diagnostic) => diagnostic.message).join('\n'), options);
    this.diagnostics = diagnostics;
  }
}
