import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { repositoryRoot } from '../../scripts/build/repository.js';
import { type Scenario, scenario } from '../support/scenario.js';

/** In a folder of its own, as somebody has it who copied it; with an image of the tests in the place of busybox. */
async function open(s: Scenario, example: string): Promise<void> {
  await cp(`${repositoryRoot}/examples/${example}`, s.folder, { recursive: true });
  for (const name of await readdir(s.folder, { recursive: true })) {
    if (!/compose\.yaml$|Dockerfile$/.test(name)) continue;
    const text = await readFile(`${s.folder}/${name}`, 'utf8');
    await writeFile(`${s.folder}/${name}`, text.replace(/(image: |FROM )busybox$/gm, `$1${s.image}`));
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
