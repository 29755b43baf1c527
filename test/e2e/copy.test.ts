import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { type Scenario, scenario } from '../support/scenario.js';

const files = (image: string) => ({
  'compose.yaml': `
services:
  web:
    image: ${image}
    command: ["sleep", "1000"]
    stop_signal: SIGKILL
    scale: 2
`,
  'site/index.html': 'hello',
  'site/sub/deep': 'deep',
});

const inside = (s: Scenario, path: string) =>
  Promise.all([1, 2].map((number) => s.docker.file(`${s.project}-web-${number}`, path)));

scenario('cp copies to every replica, and from the first, containers running or not', async (s) => {
  await s.files(files(s.image));
  await s.stack(['create']);
  const ok = async (...args: string[]) => {
    const run = await s.stack(args);
    expect(run.exitCode, run.stderr).toBe(0);
    return run;
  };
  await ok('cp', 'site', 'web:/srv');
  expect(await inside(s, '/srv/index.html')).toEqual(['hello', 'hello']);
  await writeFile(`${s.folder}/one`, 'only the second');
  await ok('cp', '--index', '2', 'one', 'web:/srv/index.html');
  expect(await inside(s, '/srv/index.html')).toEqual(['hello', 'only the second']);

  await s.stack(['up', '-d']);
  await ok('cp', 'web:/srv/.', 'back');
  expect(await readFile(`${s.folder}/back/sub/deep`, 'utf8')).toBe('deep');
  await ok('cp', '--index', '2', 'web:/srv/index.html', 'second');
  expect(await readFile(`${s.folder}/second`, 'utf8')).toBe('only the second');

  await s.step('a link is copied as a link, or what it leads to with -L', async () => {
    await symlink('one', `${s.folder}/link`);
    await ok('cp', '-L', 'link', 'web:/followed');
    expect(await inside(s, '/followed')).toEqual(['only the second', 'only the second']);
    await ok('exec', 'web', 'ln', '-s', 'followed', '/there');
    await ok('cp', '-L', 'web:/there', 'there');
    expect(await readFile(`${s.folder}/there`, 'utf8')).toBe('only the second');
  });

  await s.step('what is wrong is said, and nothing is copied', async () => {
    for (const [args, problem] of [
      [['cp', 'nothing', 'web:/x'], `there is no ${s.folder}/nothing`],
      [['cp', 'web:/nothing', 'x'], 'there is no /nothing in container'],
      [['cp', 'site', 'web:/followed'], 'which is a file'],
      [['cp', 'one', 'web:/none/'], 'does not exist'],
      [['cp', 'a', 'b'], 'unknown copy direction'],
      [['cp', 'web:/a', 'web:/b'], 'copying between services is not supported'],
      [['cp', '--index', '3', 'one', 'web:/b'], 'service "web" has no container #3'],
      [['cp', '-', 'web:/srv'], 'can be read only once'],
    ] as const) {
      const run = await s.stack(args);
      expect(run.exitCode, args.join(' ')).toBe(1);
      expect(run.stderr).toContain(problem);
    }
    const unknown = await s.stack(['cp', 'one', 'wbe:/b']);
    expect(unknown.exitCode).toBe(2);
    expect(unknown.stderr).toContain('no such service: wbe');
  });
});

scenario('archives go through standard input and output, and everything can be exported', async (s) => {
  await s.files(files(s.image));
  await s.stack(['up', '-d']);
  await s.stack(['cp', 'site', 'web:/srv']);
  await mkdir(`${s.folder}/out`);
  await s.shell('stack cp web:/srv - | tar x -C out && tar c site | stack cp --index 1 - web:/srv');
  expect(await readFile(`${s.folder}/out/srv/sub/deep`, 'utf8')).toBe('deep');
  expect(await inside(s, '/srv/site/index.html')).toEqual(['hello', undefined]);
  expect((await s.stack(['export', '-o', 'all.tar', 'web'])).exitCode).toBe(0);
  await s.shell('tar xOf all.tar srv/index.html > exported');
  expect(await readFile(`${s.folder}/exported`, 'utf8')).toBe('hello');
  const unwritable = await s.stack(['export', '-o', 'no/such/folder.tar', 'web']);
  expect(unwritable.exitCode).toBe(1);
  expect(unwritable.stderr).toContain('unwritable-file');
});

scenario('commit makes an image of what a container has become', async (s) => {
  await s.files(files(s.image));
  await s.stack(['up', '-d']);
  await s.stack(['cp', 'site/index.html', 'web:/page']);
  const name = `${s.project}-committed:v1`;
  const { stdout, exitCode, stderr } = await s.stack([
    'commit',
    '-c',
    'CMD ["cat", "/page"]',
    '-m',
    'a page',
    'web',
    name,
  ]);
  expect(exitCode, stderr).toBe(0);
  expect(stdout.trim()).toBe(await s.docker.image(name));
  await s.files({ 'compose.yaml': `services: { web: { image: "${name}" } }` });
  expect((await s.stack(['run', '--rm', 'web'])).stdout).toBe('hello');
});
