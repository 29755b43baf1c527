import type { Schema } from './schema.js';

const annotations = new Set<string>([
  'title',
  'description',
  'default',
  'examples',
  'deprecated',
  'deprecationMessage',
  'enumDescriptions',
] satisfies (keyof Schema)[]);

/** Keywords whose keys are names of the format, which may be called like a keyword. */
const named = new Set(['properties', 'patternProperties', 'definitions']);

/** What validation is about; the rest is for readers, and would only make the program larger. */
export function withoutAnnotations(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutAnnotations);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(([keyword]) => !annotations.has(keyword));
  return Object.fromEntries(
    kept.map(([keyword, value]) => [
      keyword,
      named.has(keyword) ? mapValues(value, withoutAnnotations) : withoutAnnotations(value),
    ]),
  );
}

const mapValues = (record: object, map: (value: unknown) => unknown): object =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
