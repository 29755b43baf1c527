import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { repositoryRoot } from '../../scripts/build/repository.js';
import { v8Flags } from '../../src/cli/v8-flags.js';

/** What commander and the definitions of the commands take. `npm run bench` shows what that costs in time. */
const budgetBytes = 100_000;

test.each([['version'], ['--help'], ['up', '--help']])(
  'stack %s %s reads the definitions of the commands and nothing that carries them out',
  async (...args) => {
    const files = await filesRead(args.filter((arg) => arg !== undefined));
    const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
    expect(files.length).toBeGreaterThan(0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(budgetBytes);
  },
);

test('V8 takes all code that it compiled when the package was built', async () => {
  expect(JSON.parse(await node([v8Flags, '-e', chunksOfAnotherV8, chunkFolder]))).toEqual([]);
});

test('a V8 with other settings compiles the text instead', async () => {
  const flag = '--no-lazy-feedback-allocation';
  const refused: unknown = JSON.parse(await node([v8Flags, flag, '-e', chunksOfAnotherV8, chunkFolder]));
  expect(refused).toContain('main.cjs');
  expect(await node([flag, `${repositoryRoot}/bin/stack.js`, 'version', '--short'])).toMatch(/^\d/);
});

const chunkFolder = `${repositoryRoot}/dist/cli`;

/** A program: names of the chunks whose compiled code is not for the V8 that runs it. */
const chunksOfAnotherV8 = `
const { readdirSync, readFileSync } = require('node:fs');
const { Script } = require('node:vm');
const folder = process.argv[1];
const compiled = folder + '/compiled-' + process.versions.v8 + '-' + process.arch;
const isRefused = (name) => new Script(readFileSync(folder + '/' + name, 'latin1'), {
  cachedData: readFileSync(compiled + '/' + name),
}).cachedDataRejected;
console.log(JSON.stringify(readdirSync(compiled).filter(isRefused)));`;

async function node(args: readonly string[]): Promise<string> {
  // What runs the tests may have settings of its own.
  return (await execa(process.execPath, args, { stdin: 'ignore', env: { NODE_OPTIONS: '' } })).stdout;
}

/** Files of dist/ that a run loads, as V8 reports them. */
async function filesRead(args: readonly string[]): Promise<readonly string[]> {
  const folder = await mkdtemp(`${tmpdir()}/stack-start-up-`);
  try {
    const env = { NODE_V8_COVERAGE: folder };
    await execa(process.execPath, [`${repositoryRoot}/bin/stack.js`, ...args], { env, stdin: 'ignore' });
    const [report = ''] = await readdir(folder);
    const urls: readonly { url: string }[] = JSON.parse(await readFile(`${folder}/${report}`, 'utf8')).result;
    return urls
      .filter(({ url }) => url.startsWith(`file://${repositoryRoot}/dist/`))
      .map(({ url }) => fileURLToPath(url));
  } finally {
    await rm(folder, { recursive: true });
  }
}
