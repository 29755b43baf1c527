import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { attributesPage } from '../../../scripts/docs/attributes-page.js';

test('docs/attributes.md has every attribute of the schema', async () => {
  const page = await readFile(new URL('../../../docs/attributes.md', import.meta.url), 'utf8');
  expect(page, 'npm run docs brings it up to date').toBe(await attributesPage());
});
