import { expect } from 'vitest';
import { scenario } from '../support/scenario.js';

scenario('--wait is content with a job that ended with 0 and with a disabled health check', async (s) => {
  await s.files({
    'compose.yaml': `
services:
  job:
    image: ${s.image}
    command: ["true"]
  web:
    image: ${s.image}
    command: ["sleep", "100000"]
    stop_signal: SIGKILL
    healthcheck: {disable: true}
`,
  });
  expect((await s.stack(['up', '-d', '--wait'])).exitCode).toBe(0);
  expect((await s.stack(['up', '-d', '--wait'])).exitCode).toBe(0);
});

scenario('--wait names the one replica of several that does not get healthy', async (s) => {
  await s.files({
    'compose.yaml': `
services:
  web:
    image: ${s.image}
    command: ["sleep", "100000"]
    stop_signal: SIGKILL
    scale: 3
    volumes: ["places:/places"]
    healthcheck:
      test: ["CMD-SHELL", "[ -e /mine ] || mkdir /places/a || mkdir /places/b || exit 1; touch /mine"]
      interval: 200ms
      retries: 2
volumes: {places: }
`,
  });
  const up = await s.stack(['up', '-d', '--wait']);
  expect(up.exitCode).toBe(1);
  const unhealthy = (await s.docker.containers(s.project)).filter(({ health }) => health === 'unhealthy');
  expect(unhealthy).toHaveLength(1);
  expect(up.stderr).toContain(`container ${unhealthy[0]?.name} is unhealthy`);
});

scenario('--wait fails of a crash loop, at the first up and at every further one', async (s) => {
  await s.files({
    'compose.yaml': `services:\n  web:\n    image: ${s.image}\n    command: ["sh", "-c", "echo no; exit 1"]\n    restart: always\n`,
  });
  for (const attempt of ['first', 'second', 'third']) {
    await s.step(attempt, async () => {
      const up = await s.stack(['up', '-d', '--wait', '--wait-timeout', '60']);
      expect(up.exitCode).toBe(1);
      expect(up.stderr).toMatch(/container \S+-web-1 exited \(1\) and was restarted \d+ times/);
    });
  }
});

scenario('--wait fails of a service that others depend on only if they can', async (s) => {
  await s.files({
    'compose.yaml': `
services:
  job:
    image: ${s.image}
    command: ["sh", "-c", "exit 5"]
  web:
    image: ${s.image}
    command: ["sleep", "100000"]
    stop_signal: SIGKILL
    depends_on: {job: {condition: service_completed_successfully, required: false}}
`,
  });
  expect((await s.stack(['up', '-d'])).exitCode).toBe(0);
  const up = await s.stack(['up', '-d', '--wait']);
  expect(up.exitCode).toBe(1);
  expect(up.stderr).toContain(`container ${s.project}-job-1 exited (5)`);
});

scenario(
  'a job that completed runs again only when asked to; a server that ended with 0 is started',
  async (s) => {
    await s.files({
      'compose.yaml': `
services:
  migrate:
    image: ${s.image}
    command: ["sh", "-c", "echo ran"]
  web:
    image: ${s.image}
    command: ["sh", "-c", "trap 'exit 0' TERM; while true; do sleep 0.1; done"]
    depends_on: {migrate: {condition: service_completed_successfully}}
`,
    });
    await s.stack(['up', '-d', '--wait']);
    const find = async (service: string) =>
      (await s.docker.containers(s.project)).find((container) => container.service === service);
    const first = await find('migrate');
    const web = await find('web');

    await s.step('the server was stopped, and only it is started', async () => {
      await s.docker.stop(web?.id ?? '');
      expect(await find('web')).toMatchObject({ state: 'exited', exitCode: 0 });
      expect((await s.stack(['up', '-d', '--wait'])).exitCode).toBe(0);
      expect(await find('web')).toMatchObject({ id: web?.id, state: 'running' });
      expect(await find('migrate')).toEqual(first);
    });
    await s.step('--rerun-jobs runs the job again', async () => {
      expect((await s.stack(['up', '-d', '--wait', '--rerun-jobs'])).exitCode).toBe(0);
      const again = await find('migrate');
      expect(again).toMatchObject({ id: first?.id, state: 'exited', exitCode: 0 });
      expect(again?.startedAt).not.toBe(first?.startedAt);
    });
  },
);
