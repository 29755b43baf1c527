import { expect } from 'vitest';
import { eventually } from '../support/eventually.js';
import { type Scenario, scenario } from '../support/scenario.js';

/** The db is healthy as soon as the test writes signal/ready; until then whoever makes it holds the lock. */
const gated = (image: string, mode = 'one') => `
services:
  web:
    image: ${image}
    command: sleep 1000
    stop_signal: SIGKILL
    environment: { MODE: ${mode} }
    depends_on: { db: { condition: service_healthy } }
  db:
    image: ${image}
    command: sleep 1000
    stop_signal: SIGKILL
    volumes: ["./signal:/signal:ro"]
    healthcheck: { test: ["CMD-SHELL", "test -e /signal/ready"], interval: 200ms, start_period: 60s }
`;

const modes = async (s: Scenario) =>
  (await s.docker.containers(s.project)).map(({ name, state, environment }) => [
    name,
    state,
    environment['MODE'],
  ]);

const started = (s: Scenario) =>
  eventually(async () => (await s.docker.containers(s.project)).some(({ health }) => health === 'starting'));

scenario('a second up waits for the first, says who that is, and finds its work done', async (s) => {
  await s.files({ 'compose.yaml': gated(s.image), 'signal/here': '' });
  const first = s.start(['up', '-d']);
  await started(s);
  const second = s.start(['up', '-d']);
  await second.shows(/waiting: `stack up` of \S+@\S+ \(process \d+\) is changing project/);
  await s.files({ 'signal/ready': '' });
  expect((await first.finished).exitCode).toBe(0);
  const { exitCode, stderr } = await second.finished;
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
  expect(await modes(s)).toEqual([
    [`${s.project}-db-1`, 'running', undefined],
    [`${s.project}-web-1`, 'running', 'one'],
  ]);
  expect(await s.docker.everythingOf(`${s.project}.`)).toEqual([]);
});

scenario('ups of two different files at once both succeed, one after the other', async (s) => {
  await s.files({
    'compose.yaml': gated(s.image),
    'two.yaml': gated(s.image, 'two'),
    'signal/ready': '',
  });
  const runs = await Promise.all([
    s.stack(['up', '-d']),
    s.stack(['-f', 'two.yaml', 'up', '-d']),
    s.stack(['up', '-d', '--scale', 'web=3']),
  ]);
  expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
  const containers = await s.docker.containers(s.project);
  expect(containers.filter(({ state }) => state !== 'running')).toEqual([]);
  expect(containers.filter(({ name }) => !/-(web-[123]|db-1)$/.test(name))).toEqual([]);
  expect(new Set(containers.map(({ environment }) => environment['MODE']).filter(Boolean)).size).toBe(1);
});

scenario('a down waits for the up that is under way, and then removes everything', async (s) => {
  await s.files({ 'compose.yaml': gated(s.image), 'signal/here': '' });
  const up = s.start(['up', '-d']);
  await started(s);
  const down = s.start(['down']);
  await down.shows(/waiting: `stack up`/);
  await s.files({ 'signal/ready': '' });
  expect((await up.finished).exitCode).toBe(0);
  expect((await down.finished).exitCode).toBe(0);
  expect(await s.docker.everythingOf(s.project)).toEqual([]);
});

scenario('a command that was killed gives up its turn within seconds', async (s) => {
  await s.files({ 'compose.yaml': gated(s.image), 'signal/here': '' });
  const first = s.start(['up', '-d']);
  await started(s);
  first.kill('SIGKILL');
  await first.finished;
  await s.files({ 'signal/ready': '' });
  expect(await s.stack(['up', '-d'], { timeoutMs: 20_000 })).toMatchObject({ exitCode: 0 });
  expect((await modes(s)).map(([, state]) => state)).toEqual(['running', 'running']);
  expect(await s.docker.everythingOf(`${s.project}.`)).toEqual([]);
});

scenario('waiting for another command ends after --lock-timeout, and with Ctrl-C', async (s) => {
  await s.files({ 'compose.yaml': gated(s.image), 'signal/here': '' });
  const first = s.start(['up', '-d']);
  await started(s);
  const late = await s.stack(['up', '-d', '--lock-timeout', '0']);
  expect(late).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/error\[locked\].*`stack up` of/),
  });
  const stopped = s.start(['down']);
  await stopped.shows(/waiting/);
  stopped.kill('SIGINT');
  expect((await stopped.finished).exitCode).toBe(130);
  await s.files({ 'signal/ready': '' });
  expect((await first.finished).exitCode).toBe(0);
  expect((await modes(s)).map(([, state]) => state)).toEqual(['running', 'running']);
});

scenario('an attached up lets others change the project while it shows logs', async (s) => {
  await s.files({ 'compose.yaml': gated(s.image), 'signal/ready': '' });
  const attached = s.start(['up']);
  await attached.shows(/Attaching to/);
  expect(await s.stack(['up', '-d', '--scale', 'web=2', '--lock-timeout', '0'])).toMatchObject({
    exitCode: 0,
  });
  attached.kill('SIGINT');
  expect((await attached.finished).exitCode).toBe(130);
});

scenario('commands of another project, and those that only read, are not held up', async (s) => {
  await s.files({
    'compose.yaml': gated(s.image),
    'signal/here': '',
    'other.yaml': `services:\n  web:\n    image: ${s.image}\n    command: sleep 1000\n    stop_signal: SIGKILL\n`,
  });
  const first = s.start(['up', '-d']);
  await started(s);
  const other = ['-f', 'other.yaml', '-p', `${s.project}-other`];
  expect(await s.stack([...other, 'up', '-d', '--lock-timeout', '0'])).toMatchObject({ exitCode: 0 });
  expect(await s.stack([...other, 'down', '--lock-timeout', '0'])).toMatchObject({ exitCode: 0 });
  for (const command of ['ps', 'plan', 'logs']) {
    const read = await s.stackRecorded([command]);
    expect(read.exitCode).toBe(0);
    expect(read.calls.filter((call) => /session|volumes\/create/.test(call))).toEqual([]);
  }
  await s.files({ 'signal/ready': '' });
  expect((await first.finished).exitCode).toBe(0);
});
