import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { cliPage } from '../../../scripts/docs/cli-page.js';
import { compatibilityPath, withCommandsTable } from '../../../scripts/docs/compatibility-page.js';
import { exitCode } from '../../../src/cli/exit-codes.js';

const page = (name: string) => readFile(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');

test('docs/cli.md says what the definitions of the commands say', async () => {
  expect(await page('cli.md'), 'npm run docs brings it up to date').toBe(cliPage());
});

test('docs/compatibility.md has every command and option of docker compose, with what becomes of it', async () => {
  const written = await readFile(compatibilityPath, 'utf8');
  expect(written, 'npm run docs brings it up to date').toBe(withCommandsTable(written));
});

test('docs/exit-codes.md has every exit code', async () => {
  const written = await page('exit-codes.md');
  for (const code of Object.values(exitCode)) expect(written).toMatch(new RegExp(`^\\| ${code} +\\|`, 'm'));
});
