import type { Diagnostic, RelatedPlace } from './diagnostic.js';
import type { Source } from './source.js';

/** Inclusions are limited, but a file may name itself. */
const maxSteps = 20;

/** The places that belong to a diagnostic: its own, then what led to the file it is about. */
export function relatedPlaces({ at, related = [] }: Diagnostic): readonly RelatedPlace[] {
  const places = [...related];
  let source: Source | undefined = at?.source;
  for (let step = 0; step < maxSteps && source?.namedBy !== undefined; step++) {
    places.push(source.namedBy);
    source = source.namedBy.at.source;
  }
  return places;
}
