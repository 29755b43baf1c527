import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { errorsPage } from '../../../scripts/docs/errors-page.js';

test('docs/errors.md says what the registry of codes says, and shows what its examples come to', async () => {
  const page = await readFile(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
  expect(page, 'npm run docs brings it up to date').toBe(await errorsPage());
});
