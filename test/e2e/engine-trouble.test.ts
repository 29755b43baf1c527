import { setTimeout as delay } from 'node:timers/promises';
import { expect, vi } from 'vitest';
import { DaemonClient } from '../support/daemon-client.js';
import { eventually } from '../support/eventually.js';
import { OwnDaemon } from '../support/own-daemon.js';
import { scenario } from '../support/scenario.js';

vi.setConfig({ testTimeout: 400_000 });

const stays = (image: string) => `image: ${image}\n    network_mode: none\n    stop_signal: SIGKILL`;

const gated = (image: string, mode = 'one') => `
services:
  web:
    ${stays(image)}
    command: sleep 100000
    environment: { MODE: ${mode} }
    depends_on: { db: { condition: service_healthy } }
  db:
    ${stays(image)}
    command: ["sh", "-c", "test -e /data/first || echo ${mode} > /data/first; exec sleep 100000"]
    environment: { MODE: ${mode} }
    restart: always
    volumes: ["data:/data", "./signal:/signal:ro"]
    healthcheck: { test: ["CMD-SHELL", "test -e /signal/ready"], interval: 200ms, start_period: 300s }
volumes: { data: {} }
`;

scenario('an up goes on when the daemon restarts under it, and nothing is lost', async (s) => {
  await using daemon = await OwnDaemon.start(s.image);
  const docker = new DaemonClient(daemon.address);
  const env = { DOCKER_HOST: daemon.host };
  const long = { env, timeoutMs: 180_000 };
  await s.files({ 'compose.yaml': gated(s.image), 'two.yaml': gated(s.image, 'two'), 'signal/here': '' });

  await s.step('while it waits for a container that comes back', async () => {
    const up = s.start(['up', '-d'], long);
    await eventually(async () =>
      (await docker.containers(s.project)).some(({ health }) => health === 'starting'),
    );
    await daemon.restart();
    await s.files({ 'signal/ready': '' });
    expect(await up.finished).toMatchObject({ exitCode: 0 });
    expect(await docker.containers(s.project)).toMatchObject([
      { service: 'db', state: 'running' },
      { service: 'web', state: 'running' },
    ]);
  });

  await s.step('in the middle of a replacement; whatever became of it, the next one gets there', async () => {
    const up = s.start(['-f', 'two.yaml', 'up', '-d'], long);
    await eventually(async () => (await docker.containers(s.project)).length > 2);
    await daemon.restart();
    await up.finished;
    expect(await s.stack(['-f', 'two.yaml', 'up', '-d'], long)).toMatchObject({ exitCode: 0 });
    const containers = await docker.containers(s.project);
    expect(containers).toMatchObject([
      { name: `${s.project}-db-1`, state: 'running', environment: { MODE: 'two' } },
      { name: `${s.project}-web-1`, state: 'running', environment: { MODE: 'two' } },
    ]);
    expect(containers).toHaveLength(2);
    expect(await docker.file(`${s.project}-db-1`, '/data/first')).toBe('one\n');
    expect(await docker.everythingOf(`${s.project}.`)).toEqual([]);
  });
});

scenario(
  'without room on the disk the old containers go on, and with it again the next up gets there',
  async (s) => {
    await using daemon = await OwnDaemon.start(s.image);
    const docker = new DaemonClient(daemon.address);
    const env = { DOCKER_HOST: daemon.host };
    const long = { env, timeoutMs: 180_000 };
    await s.files({
      'compose.yaml': gated(s.image),
      'two.yaml': gated(s.image, 'two'),
      'signal/ready': '',
    });
    expect(await s.stack(['up', '-d'], long)).toMatchObject({ exitCode: 0 });
    const before = await docker.containers(s.project);

    const makeRoom = await daemon.fillDisk();
    const full = await s.stack(['-f', 'two.yaml', 'up', '-d'], long);
    expect(full).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('no space left on device') });
    expect((await docker.containers(s.project)).map(({ id, name, state }) => ({ id, name, state }))).toEqual(
      before.map(({ id, name, state }) => ({ id, name, state })),
    );

    await makeRoom();
    expect(await s.stack(['-f', 'two.yaml', 'up', '-d'], long)).toMatchObject({ exitCode: 0 });
    expect(await docker.containers(s.project)).toMatchObject([
      { name: `${s.project}-db-1`, state: 'running', environment: { MODE: 'two' } },
      { name: `${s.project}-web-1`, state: 'running', environment: { MODE: 'two' } },
    ]);
    expect(await docker.file(`${s.project}-db-1`, '/data/first')).toBe('one\n');
  },
);

scenario('a daemon that takes a second for every answer only takes longer', async (s) => {
  await using slow = await s.proxied(async () => {
    await delay(1000);
    return 'pass' as const;
  });
  const options = { env: slow.env, timeoutMs: 180_000 };
  await s.files({ 'compose.yaml': gated(s.image), 'two.yaml': gated(s.image, 'two'), 'signal/ready': '' });
  expect(await s.stack(['up', '-d'], options)).toMatchObject({ exitCode: 0 });
  expect(await s.stack(['-f', 'two.yaml', 'up', '-d'], options)).toMatchObject({ exitCode: 0 });
  expect(await s.docker.containers(s.project)).toMatchObject([
    { name: `${s.project}-db-1`, state: 'running', environment: { MODE: 'two' } },
    { name: `${s.project}-web-1`, state: 'running', environment: { MODE: 'two' } },
  ]);
  expect(await s.stack(['down', '-v'], options)).toMatchObject({
    exitCode: 0,
    stderr: expect.not.stringContaining('did not stop'),
  });
  expect(await s.docker.everythingOf(s.project)).toEqual([]);
});

scenario('a container that the engine refuses to make leaves the one before it as it was', async (s) => {
  const web = (more: string) =>
    `services:\n  web:\n    image: ${s.image}\n    command: sleep 1000\n    stop_signal: SIGKILL\n${more}`;
  await s.files({
    'compose.yaml': web(''),
    'refused.yaml': web('    devices: ["/dev/nosuch:/dev/nosuch"]\n'),
    'right.yaml': web('    environment: { MODE: two }\n'),
  });
  await s.stack(['up', '-d']);
  const [before] = await s.docker.containers(s.project);
  expect(await s.stack(['-f', 'refused.yaml', 'up', '-d'])).toMatchObject({ exitCode: 1 });
  expect(await s.docker.containers(s.project)).toMatchObject([
    { id: before?.id, name: before?.name, state: 'running' },
  ]);
  expect(await s.stack(['-f', 'right.yaml', 'up', '-d'])).toMatchObject({ exitCode: 0 });
  expect(await s.docker.containers(s.project)).toMatchObject([
    { name: before?.name, state: 'running', environment: { MODE: 'two' } },
  ]);
});

scenario('a container that had to be killed is named, with what to set; one that stops is not', async (s) => {
  await s.files({
    'compose.yaml': `
services:
  deaf:
    image: ${s.image}
    command: sleep 1000
    stop_grace_period: 2s
  heeds:
    image: ${s.image}
    command: ["sh", "-c", "trap 'exit 0' TERM; while :; do usleep 50000; done"]
    stop_grace_period: 60s
`,
  });
  await s.stack(['up', '-d']);
  const down = await s.stack(['down']);
  expect(down.exitCode).toBe(0);
  expect(down.stderr).toMatch(
    new RegExp(`${s.project}-deaf-1 did not stop on SIGTERM and was killed after 2 seconds`),
  );
  expect(down.stderr).toMatch(/init: true.*stop_signal[\s\S]*stop_grace_period/);
  expect(down.stderr).not.toMatch(/heeds-1 did not stop/);
});
