import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { expect, inject } from 'vitest';
import { repositoryRoot } from '../../scripts/build/repository.js';
import { parseEngineAddress } from '../../scripts/engine/engine-address.js';
import { ensureServicesImage } from '../../scripts/engine/services-image.js';
import { type Scenario, scenario } from '../support/scenario.js';

const services = 'stack-test/services:1';

/** In a folder of its own, as somebody has it who copied it; with images of the tests in the place of public ones. */
async function open(s: Scenario, example: string): Promise<void> {
  await cp(`${repositoryRoot}/examples/${example}`, s.folder, { recursive: true });
  for (const name of await readdir(s.folder, { recursive: true })) {
    if (!/compose\.yaml$|Dockerfile$/.test(name)) continue;
    const text = await readFile(`${s.folder}/${name}`, 'utf8');
    const replaced = text
      .replace(/(image: |FROM )busybox$/gm, `$1${s.image}`)
      .replace(/(image: |FROM )(postgres|redis|node):.*$/gm, `$1${services}`);
    await writeFile(`${s.folder}/${name}`, replaced);
  }
}

scenario(
  'examples/vitest: its tests pass, and a second run finds the environment of the first',
  async (s) => {
    await open(s, 'vitest');
    await mkdir(`${s.folder}/node_modules`);
    await symlink(repositoryRoot, `${s.folder}/node_modules/stack`);
    await symlink(`${repositoryRoot}/node_modules/vitest`, `${s.folder}/node_modules/vitest`);
    const kept = () => s.docker.everythingOf(s.project);
    await s.step('in CI nothing is kept', async () => {
      expect(await s.shell('CI=1 node_modules/vitest/vitest.mjs run 2>&1')).toContain('2 passed');
      expect(await kept()).toEqual([]);
    });
    await s.step('elsewhere it is', async () => {
      expect(await s.shell('node_modules/vitest/vitest.mjs run 2>&1')).toContain('2 passed');
      const first = await kept();
      expect(first.map(({ kind }) => kind)).toEqual(['container', 'network']);
      expect(await s.shell('node_modules/vitest/vitest.mjs run 2>&1')).toContain('2 passed');
      expect(await kept()).toEqual(first);
    });
  },
);

scenario('examples/monorepo: all of it comes up, and its test passes', async (s) => {
  await open(s, 'monorepo');
  const up = await s.stack(['up', '-d', '--wait']);
  expect(up.exitCode, up.stderr).toBe(0);
  const running = (await s.docker.containers(s.project)).map(({ service }) => service);
  expect(running).toEqual(['billing', 'gateway', 'shop']);
  const test = await s.stack(['test', 'smoke']);
  expect(test.exitCode, test.stderr).toBe(0);
  expect(test.stdout).toBe('shop\nbilling\n');
  const tools = await s.stack(['--profile', 'billing-tools', 'up', '-d']);
  expect(tools.exitCode, tools.stderr).toBe(0);
  expect(await s.docker.containers(s.project)).toHaveLength(4);
});

scenario('examples/dev-loop: a page that is saved is served', async (s) => {
  await open(s, 'dev-loop');
  const watch = s.start(['up', '--watch']);
  await watch.shows(/Watch enabled/);
  const [, address = ''] = /=(.*)\n/.exec((await s.stack(['ports', '--env'])).stdout) ?? [];
  const page = async () => (await fetch(`http://${address}/`)).text();
  expect(await page()).toBe('Hello\n');
  await s.files({ 'web/pages/index.html': 'Hello again\n' });
  await watch.shows(/synced 1 file/);
  expect(await page()).toBe('Hello again\n');
  watch.kill('SIGINT');
  await watch.finished;
});

scenario(
  'examples/web-app: its tests pass with real PostgreSQL and Redis, in the container and here',
  async (s) => {
    const address = parseEngineAddress(inject('dockerHost'));
    if (address === undefined) throw new Error('there is no engine');
    await ensureServicesImage(address, services, () => undefined);
    await open(s, 'web-app');
    await build({
      absWorkingDir: `${s.folder}/web`,
      nodePaths: [`${repositoryRoot}/node_modules`],
      entryPoints: ['src/server.ts', 'src/visits.test.ts'],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outExtension: { '.js': '.cjs' },
      outdir: 'dist',
      logLevel: 'error',
      external: ['pg-native'],
    });
    const inContainer = await s.stack(['test', 'tests']);
    expect(inContainer.exitCode, inContainer.stderr + inContainer.stdout).toBe(0);
    expect(inContainer.stdout).toMatch(/pass 1\b/);
    const here = await s.stack(['test', '--cmd', `${process.execPath} --test web/dist/visits.test.cjs`]);
    expect(here.exitCode, here.stderr + here.stdout).toBe(0);
    expect(await s.docker.everythingOf(s.project)).toEqual([]);
  },
);
