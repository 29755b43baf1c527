import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { projectShape } from '../../src/model/canonical/shape.js';

interface Schema {
  readonly description?: string;
  readonly properties?: Record<string, Schema>;
  readonly $ref?: string;
}

const schema: Schema & { definitions: Record<string, Schema> } = JSON.parse(
  await readFile(new URL('../../schemas/compose.schema.json', import.meta.url), 'utf8'),
);

/** Read while loading, or accepted without effect: they have no place in the model. */
const notPrinted = new Set(['extends', 'label_file', 'pull_refresh_after']);

describe('the schema', () => {
  test('knows exactly the attributes of a service that are printed', () => {
    const known = Object.keys(schema.definitions['service']?.properties ?? {}).filter(
      (key) => !notPrinted.has(key),
    );
    expect(known.sort()).toEqual(Object.keys(projectShape.keys.services.mapOf.keys).sort());
  });

  test('knows exactly the attributes of networks and volumes that are printed', () => {
    for (const [definition, shape] of [
      ['network', projectShape.keys.networks.mapOf],
      ['volume', projectShape.keys.volumes.mapOf],
    ] as const) {
      expect(Object.keys(schema.definitions[definition]?.properties ?? {}).sort()).toEqual(
        Object.keys(shape.keys).sort(),
      );
    }
  });

  test('describes every attribute, for editors to show', () => {
    const undescribed: string[] = [];
    const visit = (part: Schema, path: string) => {
      for (const [key, property] of Object.entries(part.properties ?? {})) {
        if (!property.description) undescribed.push(`${path}.${key}`);
        visit(property, `${path}.${key}`);
      }
    };
    for (const [name, definition] of Object.entries(schema.definitions)) visit(definition, name);
    visit(schema, '');
    expect(undescribed).toEqual([]);
  });
});
