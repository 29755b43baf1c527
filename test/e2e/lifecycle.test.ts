import { expect } from 'vitest';
import { type Scenario, scenario } from '../support/scenario.js';

/** `web` waits for `db` and is to be restarted with it; `once` ends by itself. */
const files = (image: string) => ({
  'compose.yaml': `
services:
  web:
    image: ${image}
    command: ["sleep", "1000"]
    stop_signal: SIGKILL
    scale: 2
    volumes: [/data]
    depends_on:
      db: { condition: service_healthy, restart: true }
  db:
    image: ${image}
    command: ["sleep", "1000"]
    stop_signal: SIGKILL
    healthcheck: { test: ["CMD", "true"], interval: 200ms }
  once:
    image: ${image}
    command: ["true"]
`,
});

const states = async (s: Scenario) =>
  (await s.docker.containers(s.project)).map(({ service, state }) => `${service} ${state}`).sort();
const startTimes = async (s: Scenario, service: string) =>
  (await s.docker.containers(s.project)).flatMap((one) => (one.service === service ? [one.startedAt] : []));

scenario('start, stop, restart, pause, kill and rm change containers and nothing else', async (s) => {
  await s.files(files(s.image));
  const ok = async (...args: string[]) => {
    const run = await s.stack(args);
    expect(run.exitCode, run.stderr).toBe(0);
    return run;
  };
  expect((await s.stack(['start'])).stderr).toContain('service "web" has no container to start');
  await ok('up', '-d', '--wait');

  await s.step('stop keeps the containers', async () => {
    await ok('stop');
    expect(await states(s)).toEqual(['db exited', 'once exited', 'web exited', 'web exited']);
    expect((await ok('stop')).stderr).toContain('no container to stop');
  });

  await s.step('start takes along what the service depends on', async () => {
    await ok('start', 'web');
    expect(await states(s)).toEqual(['db running', 'once exited', 'web running', 'web running']);
  });

  await s.step('restart takes along who asks for it, unless told otherwise', async () => {
    const before = await startTimes(s, 'web');
    await ok('restart', '--no-deps', 'db');
    expect(await startTimes(s, 'web')).toEqual(before);
    await ok('restart', 'db');
    const after = await startTimes(s, 'web');
    expect(after.filter((time) => before.includes(time))).toEqual([]);
  });

  await s.step('pause and unpause', async () => {
    await ok('pause', 'db');
    expect(await states(s)).toContain('db paused');
    const again = await s.stack(['pause', 'db']);
    expect(again.exitCode).toBe(1);
    expect(again.stderr).toContain('already paused');
    await ok('unpause');
    expect(await states(s)).toContain('db running');
  });

  await s.step('kill sends the signal that is asked for', async () => {
    await ok('kill', '-s', 'SIGUSR1', 'db');
    expect((await s.docker.containers(s.project)).find(({ service }) => service === 'db')).toMatchObject({
      state: 'running',
    });
    await ok('kill', 'db');
    const [db] = (await s.docker.containers(s.project)).filter(({ service }) => service === 'db');
    expect(db).toMatchObject({ state: 'exited', exitCode: 137 });
    expect((await ok('kill', 'db')).stderr).toContain('no container to kill');
  });

  await s.step('rm asks, and no answer is a no', async () => {
    const { stderr } = await ok('rm');
    expect(stderr).toContain(`Going to remove ${s.project}-db-1, ${s.project}-once-1. Go on?`);
    expect(await states(s)).toEqual(['db exited', 'once exited', 'web running', 'web running']);
    expect((await s.stack(['rm'], { input: 'y\n' })).exitCode).toBe(0);
    expect(await states(s)).toEqual(['web running', 'web running']);
  });

  await s.step('a dry run says what would be done, and does nothing', async () => {
    expect((await ok('rm', '--stop', '--dry-run')).stdout).toContain('2 to remove');
    expect(await states(s)).toEqual(['web running', 'web running']);
  });

  await s.step('by name, without the file, with the anonymous volumes', async () => {
    const elsewhere = { cwd: '/', env: { COMPOSE_PROJECT_NAME: undefined } };
    expect((await s.stack(['-p', s.project, 'rm', '-fsv', 'web'], elsewhere)).exitCode).toBe(0);
    expect(await states(s)).toEqual([]);
    expect(await s.docker.volumes(s.project)).toEqual([]);
    expect((await ok('rm', '-f')).stderr).toContain('No stopped containers');
  });
});

scenario('kill --remove-orphans removes what the files no longer have, and leaves the rest', async (s) => {
  await s.files(files(s.image));
  await s.stack(['up', '-d']);
  await s.files({
    'compose.yaml': `services: { db: { image: ${s.image}, command: ["sleep", "1000"] } }`,
  });
  const { exitCode, stderr } = await s.stack(['kill', '-s', 'SIGUSR1', '--remove-orphans', 'db']);
  expect(exitCode, stderr).toBe(0);
  expect(await states(s)).toEqual(['db running']);
});
