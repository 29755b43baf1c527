import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { Schema } from '../../scripts/schema/schema.js';
import { withoutAnnotations } from '../../scripts/schema/without-annotations.js';
import { projectShape } from '../../src/model/canonical/shape.js';

const schema: Schema = JSON.parse(
  await readFile(new URL('../../schemas/compose.schema.json', import.meta.url), 'utf8'),
);
const definitions = schema.definitions ?? {};

/** Read while loading, accepted without effect, or reserved: they have no place in the model. */
const notPrinted = new Set(['extends', 'label_file', 'pull_refresh_after', 'x-stack']);

/** Every schema of an attribute, in long forms, lists and mappings too. */
function attributes(part: Schema, path: string): (readonly [path: string, Schema])[] {
  const { properties = {}, items, additionalProperties } = part;
  return [
    ...Object.entries(properties).flatMap(([key, property]) => [
      [`${path}.${key}`, property] as const,
      ...attributes(property, `${path}.${key}`),
    ]),
    ...(items === undefined ? [] : attributes(items, `${path}[]`)),
    ...(typeof additionalProperties === 'object' ? attributes(additionalProperties, `${path}.*`) : []),
  ];
}

const all = [
  ...attributes(schema, ''),
  ...Object.entries(definitions).flatMap(([name, definition]) => [
    [name, definition] as const,
    ...attributes(definition, name),
  ]),
];

describe('the schema', () => {
  test('knows exactly the attributes of a service that are printed', () => {
    const known = Object.keys(definitions['service']?.properties ?? {}).filter((key) => !notPrinted.has(key));
    expect(known.sort()).toEqual(Object.keys(projectShape.keys.services.mapOf.keys).sort());
  });

  test('knows exactly the attributes of networks and volumes that are printed', () => {
    for (const [definition, shape] of [
      ['network', projectShape.keys.networks.mapOf],
      ['volume', projectShape.keys.volumes.mapOf],
    ] as const) {
      expect(Object.keys(definitions[definition]?.properties ?? {}).sort()).toEqual(
        Object.keys(shape.keys).sort(),
      );
    }
  });

  test('says what it is, and by which rules it is to be read', () => {
    expect(schema).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      $id: expect.stringMatching(/^urn:/),
      title: 'Compose file',
    });
  });

  test('describes every attribute in a sentence, for editors to show', () => {
    const undescribed = all.filter(([, part]) => !/^\S.*[.]$/.test(part.description ?? ''));
    expect(undescribed.map(([path]) => path)).toEqual([]);
  });

  test('gives defaults, and examples where they can be validated, that it allows itself', () => {
    const ajv = new Ajv({ strict: false });
    const wrong = all.flatMap(([path, part]) =>
      [...(part.default === undefined ? [] : [part.default]), ...(part.examples ?? [])]
        .filter((value) => !ajv.validate({ ...part, definitions }, value))
        .map((value) => `${path}: ${JSON.stringify(value)}`),
    );
    expect(wrong).toEqual([]);
  });

  test('says of each of several choices what it does', () => {
    const short = all.filter(([, part]) => part.enumDescriptions?.length !== part.enum?.length);
    expect(short.map(([path]) => path)).toEqual([]);
  });

  test('says of what is deprecated what to do instead', () => {
    const silent = all.filter(([, { deprecated, deprecationMessage }]) => deprecated && !deprecationMessage);
    expect(silent.map(([path]) => path)).toEqual([]);
  });
});

test('validation knows attributes by their names, and nothing of what is written about them', () => {
  const described = {
    description: 'x',
    type: 'object',
    properties: { description: { type: 'string', default: '', description: 'x' } },
  };
  expect(withoutAnnotations(described)).toEqual({
    type: 'object',
    properties: { description: { type: 'string' } },
  });
});
