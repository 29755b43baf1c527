import { expect } from 'vitest';
import { scenario } from '../support/scenario.js';

const files = (image: string) => ({
  'compose.yaml': `
services:
  web:
    image: ${image}
    container_name: web
    command: [httpd, -f, -p, "80"]
    stop_signal: SIGKILL
    ports: ["127.0.0.1:8080:80"]
    volumes: ["data:/data"]
volumes: {data: {name: data-of-web}}
`,
});

scenario('ten copies of a project come up at the same moment, each with ports of its own', async (s) => {
  await s.files(files(s.image));
  const names = Array.from({ length: 10 }, (_, index) => `copy${index}`);
  const runs = await Promise.all(names.map((name) => s.stack(['up', '-d', `--isolated=${name}`])));
  for (const { exitCode, stderr } of runs) expect(exitCode, stderr).toBe(0);
  const addresses = await Promise.all(
    names.map(async (name) => (await s.stack(['ports', '--env', `--isolated=${name}`])).stdout),
  );
  expect(new Set(addresses).size).toBe(10);
  for (const address of addresses) expect(address).toMatch(/^WEB_80_TCP=127\.0\.0\.1:\d+\n$/);

  await s.step('one that is up needs no change', async () => {
    const [before] = await s.docker.containers(`${s.project}-copy3`);
    const again = await s.stack(['up', '-d', '--isolated=copy3']);
    expect(again.exitCode, again.stderr).toBe(0);
    expect((await s.docker.containers(`${s.project}-copy3`))[0]?.id).toBe(before?.id);
  });

  await s.step('down takes one away and leaves the others', async () => {
    await s.stack(['down', '-v', '--isolated=copy3']);
    expect(await s.docker.containers(`${s.project}-copy3`)).toEqual([]);
    expect(await s.docker.volumes(`${s.project}-copy3`)).toEqual([]);
    expect(await s.docker.containers(`${s.project}-copy4`)).toHaveLength(1);
  });
});

scenario('a copy without a name is that of its folder', async (s) => {
  await s.files({ ...files(s.image), 'other/compose.yaml': files(s.image)['compose.yaml'] });
  for (const [args, cwd] of [
    [['up', '--isolated', '-d', 'web'], '.'],
    [['--isolated', 'up', '-d'], 'other'],
  ] as const) {
    const { exitCode, stderr } = await s.stack(args, { cwd, env: { STACK_ISOLATED: 'not-this-one' } });
    expect(exitCode, stderr).toBe(0);
  }
  const listed = await s.stack(['ls', '--format', 'json']);
  const names = [...listed.stdout.matchAll(/"Name":"([^"]+)"/g)]
    .map(([, name = '']) => name)
    .filter((name) => name.startsWith(s.project));
  expect(names).toHaveLength(2);
  const without = await s.stack(['config', '--format', 'json'], { env: { STACK_ISOLATED: '' } });
  expect(JSON.parse(without.stdout)).toMatchObject({ name: s.project });
  for (const name of names) expect(name).toMatch(new RegExp(`^${s.project}-[0-9a-f]{8}$`));
});
