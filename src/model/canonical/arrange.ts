import type { Shape } from './shape.js';

/** Only in JSON does docker compose give commands that are null and some mappings without content. */
export type Format = 'yaml' | 'json';

/** A part of the model as plain data with the keys, in the order, that docker compose gives it. Undefined: left out. */
export function arrange(value: unknown, shape: Shape, format: Format): unknown {
  if (shape === 'nullable') return arrangeNullable(value, format);
  if (value === undefined) return undefined;
  if (shape === 'always') return withSortedKeys(value);
  if (shape === 'value') return isZero(value) ? undefined : withSortedKeys(value);
  if (shape === 'amount') return value === '0' || value === '0s' ? undefined : value;
  if (shape === 'number') return isZero(Number(value)) ? undefined : Number(value);
  if ('onlyInYaml' in shape) return format === 'json' ? undefined : arrange(value, shape.onlyInYaml, format);
  if ('listOf' in shape) return arrangeList(value, shape.listOf, format);
  if ('mapOf' in shape) return arrangeMap(value, shape.mapOf, format);
  return arrangeStruct(value, shape, format);
}

function arrangeNullable(value: unknown, format: Format): unknown {
  if (value === undefined || value === null) return format === 'json' ? null : undefined;
  return withSortedKeys(value);
}

function capitalise(key: string): string {
  return `${key.charAt(0).toUpperCase()}${key.slice(1)}`;
}

function arrangeList(value: unknown, shape: Shape, format: Format): unknown[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return value.map((item) => arrange(item, shape, format));
}

function arrangeMap(value: unknown, shape: Shape, format: Format): Record<string, unknown> | undefined {
  const keys = keysOf(value).sort();
  if (keys.length === 0) return undefined;
  const map: Record<string, unknown> = Object.create(null);
  for (const key of keys) map[key] = arrange(valueAt(value, key), shape, format) ?? null;
  return map;
}

function arrangeStruct(value: unknown, shape: Extract<Shape, { keys: unknown }>, format: Format): unknown {
  // A number in the place of a mapping is the short form of a limit; zero is how an empty mapping is read.
  if (typeof value !== 'object' || value === null) return value === 0 ? {} : value;
  const { keys, filled = [], capitalised = false } = shape;
  const struct: Record<string, unknown> = Object.create(null);
  for (const [key, below] of Object.entries(keys)) {
    const written = valueAt(value, key) ?? (format === 'json' && filled.includes(key) ? {} : undefined);
    const arranged = arrange(written, below, format);
    if (arranged !== undefined) struct[capitalised && format === 'json' ? capitalise(key) : key] = arranged;
  }
  return struct;
}

function isZero(value: unknown): boolean {
  return value === '' || value === 0 || value === false || value === null;
}

function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const sorted: Record<string, unknown> = Object.create(null);
  for (const key of keysOf(value).sort()) sorted[key] = withSortedKeys(valueAt(value, key));
  return sorted;
}

function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}
