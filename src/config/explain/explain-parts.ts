import type { Path } from '../path.js';
import type { PartOrigin } from './part-origin.js';

/** A part of the canonical model that comes from one place. */
export interface Explanation {
  readonly path: Path;
  readonly value: unknown;
  readonly origin: PartOrigin;
}

/** The smallest parts at or below a path of which something of its own can be said. */
export function explainParts(
  path: Path,
  value: unknown,
  originOf: (path: Path) => PartOrigin,
): readonly Explanation[] {
  const origin = originOf(path);
  const whole: Explanation = { path, value, origin };
  if (origin.kind === 'written' ? origin.form === 'value' : path.length > 0) return [whole];
  const parts = childrenOf(value).flatMap(([key, below]) => explainParts([...path, key], below, originOf));
  return parts.length === 0 || comeFromOnePlace(parts) ? [whole] : parts;
}

function childrenOf(value: unknown): (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return value.map((item, index) => [index, item] as const);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** Several parts that are read from one text need not be told one by one. */
function comeFromOnePlace(parts: readonly Explanation[]): boolean {
  const [first, ...rest] = parts.map(({ origin }) => (origin.kind === 'written' ? origin.at : undefined));
  return rest.length > 0 && first !== undefined && rest.every((at) => at === first);
}
