import type { Diagnostic } from './diagnostic.js';
import { type JsonPlace, jsonPlace } from './json-place.js';
import { relatedPlaces } from './related-places.js';

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
