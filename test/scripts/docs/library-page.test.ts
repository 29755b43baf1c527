import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { libraryPage } from '../../../scripts/docs/library-page.js';

test('docs/library.md says what the library exports', async () => {
  const written = await readFile(new URL('../../../docs/library.md', import.meta.url), 'utf8');
  expect(written, 'npm run docs brings it up to date').toBe(await libraryPage());
});

test('everything that is exported is told', async () => {
  const page = await libraryPage();
  for (const name of ['up', 'load', 'plan', 'connect', 'down', 'Environment', 'ServiceHandle', 'stackSetup'])
    expect(page).toContain(`\n### ${name}\n`);
  expect(page).not.toMatch(/#private|@internal/);
});
