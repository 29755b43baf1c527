import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { complaints, load, projectOf } from './load.js';

describe('a hostile document', () => {
  test('nested too deeply is refused, not crashed on', async () => {
    expect((await complaints(`x-a: ${'['.repeat(500)}${']'.repeat(500)}`))[0]).toContain('document-limit');
    expect((await complaints(`x-a: ${'['.repeat(50_000)}`))[0]).toMatch(/document-limit|yaml-syntax/);
  });

  test('with an alias inside of its own anchor is refused', async () => {
    expect(await complaints('x-a: &a [*a]\nservices: {}')).toEqual([
      'yaml-syntax 1:10: the alias `*a` stands inside of what it refers to',
    ]);
  });

  test('does not change what all objects inherit', async () => {
    await projectOf(
      'services: { __proto__: { image: x, labels: { __proto__: y } } }\nx-a: { __proto__: { polluted: 1 } }',
    );
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test('that includes others crosswise is given up, with one message', async () => {
    const files: Record<string, string> = { '/project/compose.yaml': 'include: [0a.yaml, 0b.yaml]' };
    for (let level = 0; level < 15; level++)
      for (const side of ['a', 'b'])
        files[`/project/${level}${side}.yaml`] = `include: [${level + 1}a.yaml, ${level + 1}b.yaml]`;
    for (const side of ['a', 'b']) files[`/project/15${side}.yaml`] = 'services: {}';
    const told = await complaints(files);
    expect(told.filter((line) => line.includes('document-limit'))).toHaveLength(1);
  });

  test('larger than the limit is not read', async () => {
    expect((await complaints(`# ${'x'.repeat(17 * 1024 * 1024)}`))[0]).toContain('document-limit');
  });

  const keys = fc.constantFrom(
    'image',
    'ports',
    'volumes',
    'networks',
    'environment',
    'build',
    'deploy',
    'healthcheck',
    'depends_on',
    'command',
    '__proto__',
    'ulimits',
    'links',
    'logging',
    'secrets',
    'extra_hosts',
    'env_file',
    'devices',
    '<<',
  );
  const anyValue = fc.anything({ key: keys, maxDepth: 3, withNullPrototype: true });

  test('of whatever content gives a model or says what is wrong', async () => {
    const property = fc.asyncProperty(fc.dictionary(keys, anyValue), async (service) => {
      const result = await load({
        '/project/compose.yaml': JSON.stringify({ services: { a: service } }) ?? '',
      });
      expect(result.ok || result.diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
    });
    await fc.assert(property, { numRuns: 300 });
  });

  test('of whatever text gives a model or says what is wrong', async () => {
    const words = fc.constantFrom(
      'services',
      ':',
      ' ',
      '\n',
      '  ',
      '- ',
      '&a',
      '*a',
      '"',
      '{',
      '}',
      '[',
      ']',
      '$',
      '${',
      '!!',
      '#',
      'x',
      '|',
      '---',
    );
    const property = fc.asyncProperty(fc.array(words, { maxLength: 40 }), async (parts) => {
      const result = await load({ '/project/compose.yaml': parts.join('') });
      expect(result.ok || result.diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
    });
    await fc.assert(property, { numRuns: 300 });
  });
});
