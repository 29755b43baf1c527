import { expect } from 'vitest';
import { eventually } from '../support/eventually.js';
import { scenario } from '../support/scenario.js';

const sleeper = (image: string) =>
  `image: ${image}\n    command: ["sleep", "100000"]\n    stop_signal: SIGKILL`;

/** `web` waits for ever until the file that `db` looks for is there. */
const waiting = (image: string, mode = 'one') => `
services:
  web:
    ${sleeper(image)}
    depends_on: {db: {condition: service_healthy}}
  db:
    ${sleeper(image)}
    environment: {MODE: ${mode}}
    volumes: ["./signal:/signal:ro"]
    healthcheck: {test: ["CMD", "test", "-e", "/signal/ready"], interval: 100ms, retries: 100000}
`;

scenario('after kill -9 in the middle of an up, the next up gets to the same end', async (s) => {
  await s.files({ 'compose.yaml': waiting(s.image), 'signal/here': '' });
  const up = s.start(['up', '-d']);
  await eventually(async () =>
    (await s.docker.containers(s.project)).some(({ health }) => health === 'starting'),
  );
  up.kill('SIGKILL');
  await up.finished;
  await s.files({ 'signal/ready': '' });
  expect((await s.stack(['up', '-d'])).exitCode).toBe(0);
  expect(await s.docker.containers(s.project)).toMatchObject([
    { service: 'db', state: 'running', health: 'healthy' },
    { service: 'web', state: 'running' },
  ]);
});

scenario(
  'after kill -9 in the middle of a replacement, the next up leaves one container under the right name',
  async (s) => {
    await s.files({ 'compose.yaml': waiting(s.image), 'signal/ready': '' });
    await s.stack(['up', '-d']);
    await s.files({ 'compose.yaml': waiting(s.image, 'two').replace('/signal/ready', '/signal/later') });
    const up = s.start(['up', '-d']);
    await eventually(async () => {
      const containers = await s.docker.containers(s.project);
      return containers.some(
        ({ environment, health }) => environment['MODE'] === 'two' && health === 'starting',
      );
    });
    up.kill('SIGKILL');
    await up.finished;
    expect(await s.docker.containers(s.project)).toHaveLength(3);

    await s.files({ 'signal/later': '' });
    expect((await s.stack(['up', '-d'])).exitCode).toBe(0);
    expect(await s.docker.containers(s.project)).toMatchObject([
      { name: `${s.project}-db-1`, state: 'running', environment: { MODE: 'two' } },
      { name: `${s.project}-web-1`, state: 'running' },
    ]);
  },
);

scenario(
  'SIGINT in the middle of an up ends with 130, starts nothing more, and the next up goes on',
  async (s) => {
    await s.files({ 'compose.yaml': waiting(s.image), 'signal/here': '' });
    const up = s.start(['up', '-d']);
    await eventually(async () =>
      (await s.docker.containers(s.project)).some(({ health }) => health === 'starting'),
    );
    up.kill('SIGINT');
    expect((await up.finished).exitCode).toBe(130);
    const web = (await s.docker.containers(s.project)).find(({ service }) => service === 'web');
    expect(web?.state).toBe('created');
    await s.files({ 'signal/ready': '' });
    expect((await s.stack(['up', '-d'])).exitCode).toBe(0);
    expect((await s.docker.containers(s.project)).map(({ state }) => state)).toEqual(['running', 'running']);
  },
);

scenario('SIGINT in the middle of a replacement brings the old container back', async (s) => {
  await s.files({ 'compose.yaml': waiting(s.image), 'signal/ready': '' });
  await s.stack(['up', '-d']);
  const [before] = await s.docker.containers(s.project);
  await s.files({ 'compose.yaml': waiting(s.image, 'two').replace('/signal/ready', '/signal/later') });
  const up = s.start(['up', '-d']);
  await eventually(async () => {
    const containers = await s.docker.containers(s.project);
    return containers.some(
      ({ environment, health }) => environment['MODE'] === 'two' && health === 'starting',
    );
  });
  up.kill('SIGINT');
  expect((await up.finished).exitCode).toBe(130);
  expect(await s.docker.containers(s.project)).toMatchObject([
    { id: before?.id, name: `${s.project}-db-1`, state: 'running', environment: { MODE: 'one' } },
    { service: 'web', state: 'running' },
  ]);
});

const chatty = (image: string) => `
services:
  web:
    image: ${image}
    command: ["sh", "-c", "trap 'echo bye; exit 0' TERM; echo hello; echo oops >&2; while :; do usleep 50000; done"]
    depends_on: [db]
  db:
    image: ${image}
    command: ["sh", "-c", "trap 'exit 0' TERM; while :; do usleep 50000; done"]
`;

scenario(
  'an attached up shows what containers say, on the stream they said it on, and Ctrl-C stops them in order',
  async (s) => {
    await s.files({ 'compose.yaml': chatty(s.image) });
    const up = s.start(['up']);
    await up.shows(/web-1 +\| hello/);
    await up.shows(/web-1 +\| oops/);
    up.kill('SIGINT');
    const { exitCode, stdout, stderr } = await up.finished;
    expect(exitCode).toBe(130);
    expect(stdout).toMatch(/web-1 +\| hello/);
    expect(stdout).toMatch(/web-1 +\| bye/);
    expect(stderr).toMatch(/web-1 +\| oops/);
    expect(stderr).toMatch(/web-1 exited with code 0/);
    const [db, web] = await s.docker.containers(s.project);
    expect([db?.state, web?.state]).toEqual(['exited', 'exited']);
    expect(Date.parse(db?.finishedAt ?? '')).toBeGreaterThan(Date.parse(web?.finishedAt ?? ''));
  },
);

scenario('a second Ctrl-C kills what does not stop', async (s) => {
  await s.files({
    'compose.yaml': `services:\n  web:\n    image: ${s.image}\n    command: ["sleep", "100000"]\n    stop_grace_period: 10m\n`,
  });
  const up = s.start(['up']);
  await up.shows(/Attaching to/);
  up.kill('SIGINT');
  await up.shows(/Stopping/);
  up.kill('SIGINT');
  expect((await up.finished).exitCode).toBe(130);
  expect(await s.docker.containers(s.project)).toMatchObject([{ state: 'exited', exitCode: 137 }]);
});

scenario('an attached up ends by itself when all its containers have', async (s) => {
  await s.files({
    'compose.yaml': `services:\n  job:\n    image: ${s.image}\n    command: ["echo", "done"]\n`,
  });
  const up = await s.stack(['up']);
  expect(up.exitCode).toBe(0);
  expect(up.stdout).toMatch(/job-1 +\| done/);
});

scenario(
  'an attached up stays with a container that its restart policy brings back, and shows each run once',
  async (s) => {
    await s.files({
      'compose.yaml': `
services:
  web:
    image: ${s.image}
    command: ["sh", "-c", "echo run >> /count/runs; wc -l < /count/runs; test $$(wc -l < /count/runs) -ge 3"]
    restart: on-failure
    volumes: ["count:/count"]
volumes:
  count: {}
`,
    });
    const up = await s.stack(['up', '--no-deps']);
    expect(up.exitCode).toBe(0);
    expect(up.stdout.match(/\d+$/gm)).toEqual(['1', '2', '3']);
    expect(up.stderr.match(/exited with code \d/g)?.at(-1)).toBe('exited with code 0');
  },
);

scenario('Ctrl-C while an attached up still waits stops what it has started', async (s) => {
  await s.files({ 'compose.yaml': waiting(s.image), 'signal/here': '' });
  const up = s.start(['up']);
  await eventually(async () =>
    (await s.docker.containers(s.project)).some(({ health }) => health === 'starting'),
  );
  up.kill('SIGINT');
  expect((await up.finished).exitCode).toBe(130);
  expect((await s.docker.containers(s.project)).map(({ state }) => state)).toEqual(['exited', 'created']);
});
