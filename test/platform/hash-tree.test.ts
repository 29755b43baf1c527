import { chmod, mkdtemp, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hashTree } from '../../src/platform/hash-tree.js';

const limits = { maxBytes: 100, maxEntries: 4 };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stack-hash-'));
  await writeFile(join(folder, 'a'), 'one');
});

afterEach(() => rm(folder, { recursive: true }));

it('is the same for the same content, whenever and wherever it was written', async () => {
  const before = await hashTree(folder, limits);
  await writeFile(join(folder, 'a'), 'one');
  expect(await hashTree(folder, limits)).toBe(before);
  expect(before).toMatch(/^[0-9a-f]{64}$/);
});

it.each([
  ['content', () => writeFile(join(folder, 'a'), 'two')],
  ['permissions', () => chmod(join(folder, 'a'), 0o755)],
  ['a file that came', () => writeFile(join(folder, 'b'), '')],
  ['a file that went', () => unlink(join(folder, 'a'))],
  ['where a link leads', () => symlink('a', join(folder, 'link'))],
])('is another one with other %s', async (_what, change) => {
  const before = await hashTree(folder, limits);
  await change();
  const after = await hashTree(folder, limits);
  expect(after).toBeDefined();
  expect(after).not.toBe(before);
});

it.each([
  ['is not there', async () => join(folder, 'nothing')],
  [
    'is larger than the limit',
    async () => {
      await writeFile(join(folder, 'a'), 'x'.repeat(101));
      return folder;
    },
  ],
  [
    'has more entries than the limit',
    async () => {
      for (const name of ['b', 'c', 'd']) await writeFile(join(folder, name), '');
      return folder;
    },
  ],
  ['is neither a file nor a folder', async () => '/dev/null'],
])('is unknown for what %s', async (_what, make) => {
  expect(await hashTree(await make(), limits)).toBeUndefined();
});
