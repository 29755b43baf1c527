import type { Explanation } from '../../config/explain/explain-parts.js';
import type { PartOrigin } from '../../config/explain/part-origin.js';
import type { UsedVariable } from '../../config/interpolate/used-variables.js';
import { pathText } from '../../config/path.js';
import { jsonPlace } from '../../diagnostics/json-place.js';
import { trailOf } from '../../diagnostics/source.js';

/** For programs: an array with one object for each part. */
export function explanationJson(explanations: readonly Explanation[]): string {
  const parts = explanations.map(({ path, value, origin }) => ({
    path: pathText(path),
    value: value ?? null,
    origin: originJson(origin),
  }));
  return JSON.stringify(parts, null, 2);
}

export function originJson(origin: PartOrigin) {
  switch (origin.kind) {
    case 'default':
      return { kind: origin.kind };
    case 'implied':
      return { kind: origin.kind, by: pathText(origin.by), ...jsonPlace(origin.at) };
    case 'written':
      return {
        kind: origin.kind,
        ...jsonPlace(origin.at),
        variables: origin.variables.map(variableJson),
        replaced: origin.replaced.map(jsonPlace),
        namedBy: trailOf(origin.at.source).map((naming) => ({ as: naming.as, ...jsonPlace(naming.at) })),
      };
    default:
      return origin satisfies never;
  }
}

function variableJson({ name, source }: UsedVariable) {
  if (source === undefined) return { name, from: 'nothing' };
  return { name, from: source.kind, ...(source.kind === 'file' && jsonPlace(source.at)) };
}
