import type { Diagnostic, RelatedPlace } from './diagnostic.js';
import { type Naming, trailOf } from './source.js';

const messages: Readonly<Record<Naming['as'], string>> = {
  included: 'included from here',
  extended: 'extended from here',
  environment: 'this file is named here',
  labels: 'this file is named here',
};

/** The places that belong to a diagnostic: its own, then what led to the file it is about. */
export function relatedPlaces({ at, related = [] }: Diagnostic): readonly RelatedPlace[] {
  const trail = at === undefined ? [] : trailOf(at.source);
  return [...related, ...trail.map((naming) => ({ message: messages[naming.as], at: naming.at }))];
}
