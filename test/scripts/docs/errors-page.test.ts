import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { errorExamples } from '../../../scripts/docs/error-examples.js';
import { errorsPage } from '../../../scripts/docs/errors-page.js';
import { codes } from '../../../src/diagnostics/codes.js';

test('docs/errors.md says what the registry of codes says, and shows what its examples come to', async () => {
  const page = await readFile(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
  expect(page, 'npm run docs brings it up to date').toBe(await errorsPage());
});

/** The limits would need a file too long to be read; a tag has no form that means the same. */
const withoutExample = ['document-limit', 'unsupported-attribute'];

test('every code that reading files can give has an example', async () => {
  const folder = new URL('../../../src/config/', import.meta.url);
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, folder), 'utf8')));
  const used = Object.keys(codes).filter((code) => texts.some((text) => text.includes(`'${code}'`)));
  expect(used.filter((code) => !Object.hasOwn(errorExamples, code)).sort()).toEqual(withoutExample);
});
