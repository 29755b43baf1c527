import { writeFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { eventually } from '../support/eventually.js';
import { type Scenario, scenario } from '../support/scenario.js';

/** `web` can only run once `db` is healthy. */
const files = (image: string) => ({
  'compose.yaml': `
services:
  web:
    image: ${image}
    container_name: \${COMPOSE_PROJECT_NAME}-fixed
    command: ["sleep", "1000"]
    stop_signal: SIGKILL
    restart: always
    environment: { A: one, B: two }
    ports: ["127.0.0.1::80"]
    volumes: ["/data"]
    depends_on:
      db: { condition: service_healthy }
  db:
    image: ${image}
    command: ["sleep", "1000"]
    stop_signal: SIGKILL
    healthcheck: { test: ["CMD", "true"], interval: 200ms }
`,
});

const containers = async (s: Scenario) =>
  (await s.docker.containers(s.project)).map(({ service, state }) => `${service} ${state}`).sort();

scenario(
  'run starts what the service depends on, talks to the program, and leaves nothing of it with --rm',
  async (s) => {
    await s.files(files(s.image));
    const first = await s.stack(
      ['run', '--rm', '-e', 'C=$A', 'web', 'sh', '-c', 'cat; echo "$A $B $C"; echo wrong >&2; exit 5'],
      { input: 'given\n' },
    );
    expect(first.exitCode).toBe(5);
    expect(first.stdout).toBe('given\none two $A\n');
    expect(first.stderr).toContain('wrong');
    expect(await containers(s)).toEqual(['db running']);
    expect(await s.docker.volumes(s.project)).toEqual([]);

    const missing = await s.stack(['run', '--rm', 'web', 'no-such-program']);
    expect(missing).toMatchObject({ exitCode: 127, stdout: '' });
    expect(missing.stderr).toContain('cannot run no-such-program');
    expect(await containers(s)).toEqual(['db running']);
  },
);

scenario('run makes a container as docker compose names and labels it, which is no replica', async (s) => {
  await s.files(files(s.image));
  const { stdout, exitCode } = await s.stack([
    'run',
    '-d',
    '-l',
    'x=y',
    '-v',
    '/tmp:/host:ro',
    '-u',
    '7',
    'web',
  ]);
  expect(exitCode).toBe(0);
  const oneoff = await s.docker.container(stdout.trim());
  const slug = oneoff?.labels['com.docker.compose.slug'] ?? '';
  expect(slug).toMatch(/^[0-9a-f]{64}$/);
  expect(oneoff?.name).toBe(`${s.project}-web-run-${slug.slice(0, 12)}`);
  expect(oneoff?.labels).toMatchObject({ 'com.docker.compose.oneoff': 'True', x: 'y' });
  expect(oneoff?.labels).not.toHaveProperty('com.docker.compose.container-number');
  expect(oneoff?.raw.HostConfig).toMatchObject({ PortBindings: {}, RestartPolicy: { Name: 'no' } });
  expect(oneoff?.raw.Config).toMatchObject({ User: '7' });
  // One that has ended already is no failure.
  const brief = await s.stack(['run', '-d', '--rm', 'web', 'true']);
  expect(brief.exitCode, brief.stderr).toBe(0);
  expect(brief.stdout).toMatch(/^[0-9a-f]{64}\n$/);
  await eventually(async () => (await s.docker.container(brief.stdout.trim())) === undefined);
  // The next `up` makes the replica beside it, and `down` takes both.
  await s.stack(['up', '-d']);
  expect(await containers(s)).toEqual(['db running', 'web running', 'web running']);
  await s.stack(['down']);
  expect(await containers(s)).toEqual([]);
});

scenario('run --rm cleans up when it is interrupted, and even when it is killed', async (s) => {
  await s.files(files(s.image));
  const patient = s.start([
    'run',
    '--rm',
    'web',
    'sh',
    '-c',
    'trap "echo bye; exit 3" INT; echo up; while :; do usleep 20000; done',
  ]);
  await patient.shows(/up/);
  patient.kill('SIGINT');
  const { exitCode, stdout } = await patient.finished;
  expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: 'up\nbye\n' });

  const deaf = s.start([
    'run',
    '--rm',
    'web',
    'sh',
    '-c',
    'trap "" INT TERM; echo up; while :; do usleep 20000; done',
  ]);
  await deaf.shows(/up/);
  deaf.kill('SIGINT');
  deaf.kill('SIGTERM');
  expect((await deaf.finished).exitCode).toBe(137);
  expect(await containers(s)).toEqual(['db running']);

  const killed = s.start(['run', '--rm', 'web', 'sh', '-c', 'echo up; read line'], { input: 'open' });
  await killed.shows(/up/);
  killed.kill('SIGKILL');
  await killed.finished;
  await eventually(async () => (await containers(s)).join() === 'db running');
});

scenario('exec runs a program where it is asked for, and passes its exit code on', async (s) => {
  await s.files(files(s.image));
  expect((await s.stack(['exec', 'web', 'true'])).stderr).toContain('service "web" is not running');
  await s.stack(['up', '-d']);
  const run = await s.stack(
    ['exec', '-e', 'X=1', '-u', '7', '-w', '/data', 'web', 'sh', '-c', 'cat; id -u; pwd; echo $X; exit 9'],
    { input: 'in\n' },
  );
  expect(run).toMatchObject({ exitCode: 9, stdout: 'in\n7\n/data\n1\n', stderr: '' });
  expect(await s.stack(['exec', 'web', 'nope'])).toMatchObject({ exitCode: 127, stdout: '' });
  expect(await s.stack(['exec', 'web', '/data'])).toMatchObject({ exitCode: 126, stdout: '' });
  const other = await s.stack(['exec', '--index', '2', 'web', 'true']);
  expect(other.exitCode).toBe(1);
  expect(other.stderr).toContain('service "web" is not running container #2');
  await s.stack(['exec', '-d', 'web', 'sh', '-c', 'echo done > /data/detached']);
  await eventually(async () => (await s.docker.file(`${s.project}-fixed`, '/data/detached')) === 'done\n');
  // By name, from elsewhere, without a file; and what comes after the service is for the program.
  const elsewhere = { cwd: '/', env: { COMPOSE_PROJECT_NAME: undefined } };
  expect(await s.stack(['-p', s.project, 'exec', 'db', 'echo', '-T', '--rm=true'], elsewhere)).toMatchObject({
    stdout: '-T --rm=true\n',
  });
});

scenario(
  'a program has the terminal that stack has: its size, its keys, and the keys to leave it',
  async (s) => {
    await s.files(files(s.image));
    await s.stack(['up', '-d']);
    const shell = s.start(['exec', 'web', 'sh'], { terminal: { columns: 61, rows: 17 } });
    await shell.shows(/# /);
    shell.type('stty size\r');
    await shell.shows(/17 61/);
    await writeFile(`${s.folder}/resize`, 'cols 90 rows 33\n');
    await eventually(async () => {
      shell.type('stty size\r');
      return /33 90/.test(shell.stdout);
    });
    shell.type('sleep 1000\r');
    await shell.shows(/sleep 1000/);
    shell.type('\u0003');
    shell.type('exit 6\r');
    expect((await shell.finished).exitCode).toBe(6);

    const left = s.start(['run', '--rm', 'web', 'sh'], { terminal: { columns: 61, rows: 17 } });
    await left.shows(/# /);
    left.type('\u0010\u0011');
    expect((await left.finished).exitCode).toBe(0);
    expect(await containers(s)).toEqual(['db running', 'web running', 'web running']);
  },
);

scenario(
  'attach hears what the program says from then on, is heard, and ends with its exit code',
  async (s) => {
    await s.files({
      'compose.yaml': `
services:
  app:
    image: ${s.image}
    stdin_open: true
    command: ["sh", "-c", "echo before; while read line; do echo got $$line; [ $$line = end ] && exit 4; done"]
`,
    });
    await s.stack(['up', '-d']);
    const attached = s.start(['attach', 'app'], { input: 'open' });
    await eventually(async () => {
      attached.type('a\n');
      return /got a/.test(attached.stdout);
    });
    attached.type('end\n');
    const { exitCode, stdout } = await attached.finished;
    expect(exitCode).toBe(4);
    expect(stdout).not.toContain('before');
    expect(stdout).toMatch(/got end\n$/);
    const wrong = await s.stack(['attach', '--detach-keys', 'ctrl-ä', 'app']);
    expect(wrong.exitCode).toBe(1);
    expect(wrong.stderr).toContain('invalid detach keys');
  },
);
