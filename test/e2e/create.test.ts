import { expect } from 'vitest';
import { type Scenario, scenario } from '../support/scenario.js';

const files = (image: string, version: string) => ({
  'compose.yaml': `
services:
  web:
    image: ${image}
    command: ["sleep", "1000"]
    stop_signal: SIGKILL
    environment: { VERSION: "${version}" }
    depends_on: [db]
  db:
    image: ${image}
    command: ["sleep", "1000"]
    stop_signal: SIGKILL
`,
});

const states = async (s: Scenario) =>
  (await s.docker.containers(s.project))
    .map(({ name, state }) => `${name.slice(s.project.length + 1)} ${state}`)
    .sort();

scenario('create makes and replaces containers, and starts nothing', async (s) => {
  await s.files(files(s.image, '1'));
  expect((await s.stack(['create'])).exitCode).toBe(0);
  expect(await states(s)).toEqual(['db-1 created', 'web-1 created']);
  await s.stack(['up', '-d']);
  await s.files(files(s.image, '2'));
  expect((await s.stack(['up', '--no-start'])).exitCode).toBe(0);
  expect(await states(s)).toEqual(['db-1 running', 'web-1 created']);
  const web = await s.docker.container(`${s.project}-web-1`);
  expect(web?.environment).toMatchObject({ VERSION: '2' });
});

scenario(
  'scale starts or removes replicas, and leaves the others as they are though files changed',
  async (s) => {
    await s.files(files(s.image, '1'));
    await s.stack(['up', '-d']);
    const first = await s.docker.container(`${s.project}-web-1`);
    await s.files(files(s.image, '2'));
    expect((await s.stack(['scale', 'web=3'])).exitCode).toBe(0);
    expect(await states(s)).toEqual(['db-1 running', 'web-1 running', 'web-2 running', 'web-3 running']);
    expect((await s.docker.container(`${s.project}-web-1`))?.id).toBe(first?.id);
    expect((await s.stack(['scale', 'web=1', 'db=0'])).exitCode).toBe(0);
    expect(await states(s)).toEqual(['web-1 running']);
    const wrong = await s.stack(['scale', 'wbe=2']);
    expect(wrong.exitCode).toBe(2);
    expect(wrong.stderr.match(/no such service: wbe/g)).toHaveLength(1);
  },
);
