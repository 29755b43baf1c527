import { type Extended, extensionKeys } from '../extensions.js';
import { naturalOrder } from './natural-order.js';
import type { Shape } from './shape.js';

/** Only in JSON does docker compose give commands that are null and some mappings without content. */
export type Format = 'yaml' | 'json';

/**
 * A part of the model as plain data with the keys, in the order, that docker compose gives it. Mappings of the user
 * are maps, since objects move keys that look like an index to the front. Undefined: left out.
 */
export function arrange(value: unknown, shape: Shape, format: Format): unknown {
  if (shape === 'nullable') return arrangeNullable(value, format);
  if (value === undefined) return undefined;
  if (shape === 'always') return withSortedKeys(value, format);
  if (shape === 'value') return isZero(value) ? undefined : withSortedKeys(value, format);
  if (shape === 'number') return isZero(Number(value)) ? undefined : Number(value);
  if (shape === 'amount') return value === '0' || value === '0s' ? undefined : value;
  if (shape === 'value in json') return arrange(value, format === 'json' ? 'value' : 'always', format);
  if ('onlyInYaml' in shape) return format === 'json' ? undefined : arrange(value, shape.onlyInYaml, format);
  if ('listOf' in shape) return arrangeList(value, shape.listOf, format);
  if ('mapOf' in shape) return arrangeMap(value, shape.mapOf, format);
  return arrangeStruct(value, shape, format);
}

function arrangeNullable(value: unknown, format: Format): unknown {
  if (value === undefined || value === null) return format === 'json' ? null : undefined;
  return withSortedKeys(value, format);
}

function capitalise(key: string): string {
  return `${key.charAt(0).toUpperCase()}${key.slice(1)}`;
}

function arrangeList(value: unknown, shape: Shape, format: Format): unknown[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return value.map((item) => arrange(item, shape, format));
}

function arrangeMap(value: unknown, shape: Shape, format: Format): Map<string, unknown> | undefined {
  const keys = sortedKeysOf(value, format);
  if (keys.length === 0) return undefined;
  return new Map(keys.map((key) => [key, arrange(valueAt(value, key), shape, format) ?? null]));
}

function arrangeStruct(value: unknown, shape: Extract<Shape, { keys: unknown }>, format: Format): unknown {
  const { keys, filled = [], capitalised = false } = shape;
  // A number in the place of a mapping is the short form of a limit. Zero is not told from a mapping of zeros.
  if (value === 0) return arrangeStruct({ soft: 0, hard: 0 }, shape, format);
  if (typeof value !== 'object' || value === null) return value;
  const struct: Record<string, unknown> = Object.create(null);
  for (const [key, below] of Object.entries(keys)) {
    const written = valueAt(value, key) ?? (format === 'json' && filled.includes(key) ? {} : undefined);
    const arranged = arrange(written, below, format);
    if (arranged !== undefined) struct[capitalised && format === 'json' ? capitalise(key) : key] = arranged;
  }
  return format === 'yaml' ? Object.assign(struct, arrangeExtensions(value)) : struct;
}

/** They are printed in YAML only. */
function arrangeExtensions(value: Extended): Record<string, unknown> {
  const extensions = value[extensionKeys] ?? {};
  const arranged: Record<string, unknown> = Object.create(null);
  for (const key of sortedKeysOf(extensions, 'yaml')) arranged[key] = withSortedKeys(extensions[key], 'yaml');
  return arranged;
}

function isZero(value: unknown): boolean {
  return value === '' || value === 0 || value === false || value === null;
}

function withSortedKeys(value: unknown, format: Format): unknown {
  if (Array.isArray(value)) return value.map((item) => withSortedKeys(item, format));
  if (typeof value !== 'object' || value === null) return value;
  return new Map(
    sortedKeysOf(value, format).map((key) => [key, withSortedKeys(valueAt(value, key), format)]),
  );
}

function sortedKeysOf(value: unknown, format: Format): string[] {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  return format === 'yaml' ? keys.sort(naturalOrder) : keys.sort();
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}
