import type { Diagnostic } from './diagnostic.js';
import { relatedPlaces } from './related-places.js';
import { positionAt, type SourceRange } from './source.js';

/** A place for editors: lines and columns count from 1 in UTF-16 units, the end is exclusive. */
export interface JsonPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface JsonDiagnostic extends Partial<JsonPlace> {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly help?: string;
  readonly related?: readonly (JsonPlace & { readonly message: string })[];
  readonly details?: readonly string[];
}

/** The form for programs. It is stable: keys are added, never renamed or removed. */
export function diagnosticToJson(diagnostic: Diagnostic): JsonDiagnostic {
  const { code, severity, message, at, help, details } = diagnostic;
  const related = relatedPlaces(diagnostic);
  return {
    code,
    severity,
    message,
    ...(at && jsonPlace(at)),
    ...(help !== undefined && { help }),
    ...(related.length > 0 && {
      related: related.map((place) => ({ message: place.message, ...jsonPlace(place.at) })),
    }),
    ...(details && { details }),
  };
}

function jsonPlace({ source, start, end }: SourceRange): JsonPlace {
  const from = positionAt(source.text, start);
  const to = positionAt(source.text, Math.max(start, end));
  return { file: source.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}
