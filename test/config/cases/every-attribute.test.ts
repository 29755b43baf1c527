import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { readCases } from './config-cases.js';

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

const root: Schema & { readonly definitions: Readonly<Record<string, Schema>> } = JSON.parse(
  await readFile(new URL('../../../schemas/compose.schema.json', import.meta.url), 'utf8'),
);

/** A part of the schema with the name of its attributes: those of a definition begin with its name. */
interface Part {
  readonly schema: Schema;
  readonly name: string;
}

function resolve({ schema, name }: Part): Part {
  const definition = schema.$ref?.split('/').at(-1);
  return definition === undefined
    ? { schema, name }
    : { schema: root.definitions[definition] ?? {}, name: definition };
}

/** Those of `x-stack` are not docker compose's. */
const attributesOf = ({ schema, name }: Part): [string, Part][] =>
  Object.entries(schema.properties ?? {})
    .filter(([key]) => !key.startsWith('x-'))
    .map(([key, part]) => [key, { schema: part, name: `${name}.${key}` }]);

const alternatives = ({ schema, name }: Part): Part[] =>
  [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].map((part) => ({ schema: part, name }));

/** What values in a mapping with the user's own keys, or items of a list, are. */
function inside({ schema, name }: Part): Part[] {
  const { additionalProperties: values, items } = schema;
  const parts = [typeof values === 'object' ? values : undefined, items];
  return parts.flatMap((part) => (part === undefined ? [] : [{ schema: part, name }]));
}

function everyAttribute(): Set<string> {
  const names = new Set<string>();
  const visit = (part: Part): void => {
    for (const [, attribute] of attributesOf(part)) {
      if (names.has(attribute.name)) continue;
      names.add(attribute.name);
      visit(resolve(attribute));
    }
    for (const other of [...alternatives(part), ...inside(part)]) visit(resolve(other));
  };
  visit({ schema: root, name: '' });
  return names;
}

function collectUsed(value: unknown, part: Part, used: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const other of alternatives(part)) collectUsed(value, resolve(other), used);
  const attributes = new Map(attributesOf(part));
  for (const [key, below] of Object.entries(value)) {
    const attribute = Array.isArray(value) ? undefined : attributes.get(key);
    if (attribute === undefined) for (const other of inside(part)) collectUsed(below, resolve(other), used);
    else {
      used.add(attribute.name);
      collectUsed(below, resolve(attribute), used);
    }
  }
}

describe('every attribute of the schema', () => {
  test('stands in at least two cases that docker compose accepts', async () => {
    const counts = new Map([...everyAttribute()].map((name) => [name, 0]));
    for (const { input, expected, differs } of await readCases()) {
      if (expected['expected.json'] === undefined || differs !== undefined) continue;
      const used = new Set<string>();
      for (const [path, text] of Object.entries(input)) {
        if (!/\.ya?ml$/.test(path)) continue;
        const documents = parseAllDocuments(text, { merge: true, logLevel: 'silent' });
        for (const document of documents) collectUsed(document.toJS(), { schema: root, name: '' }, used);
      }
      for (const name of used) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const rare = [...counts].filter(([, count]) => count < 2).map(([name]) => name);
    expect(rare).toEqual([]);
  });
});
