import type { Schema } from './schema.js';

/**
 * Where each attribute of the format can stand: for its name, the ways to the mappings that have it, from the top of
 * the file, with `*` for names of the user's choice and `[]` for items of lists.
 */
export function attributePlaces(root: Schema): Map<string, string[]> {
  const places = new Map<string, string[]>();
  walk(root, []);
  return places;

  function walk(schema: Schema, way: readonly string[]): void {
    const definition = schema.$ref?.replace('#/definitions/', '');
    if (definition !== undefined) walk(root.definitions?.[definition] ?? {}, way);
    for (const part of schema.allOf ?? []) walk(part, way);
    for (const [name, below] of Object.entries(schema.properties ?? {})) {
      places.set(name, [...(places.get(name) ?? []), way.join('.')]);
      walk(below, [...way, name]);
    }
    if (typeof schema.additionalProperties === 'object') walk(schema.additionalProperties, [...way, '*']);
    if (schema.items) walk(schema.items, [...way, '[]']);
  }
}
