import { expect } from 'vitest';
import { writingCalls } from '../support/recording-proxy.js';
import { scenario } from '../support/scenario.js';

const sleeper = (image: string) =>
  `image: ${image}\n    command: ["sleep", "100000"]\n    stop_signal: SIGKILL`;

scenario('down removes containers and networks and keeps volumes; -v removes those too', async (s) => {
  await s.files({
    'compose.yaml': `services:\n  web:\n    ${sleeper(s.image)}\n    volumes: ["data:/data", "/anonymous"]\nvolumes:\n  data: {}\n`,
  });
  await s.stack(['up', '-d']);
  expect((await s.stack(['down'])).exitCode).toBe(0);
  expect(await s.docker.containers(s.project)).toEqual([]);
  expect(await s.docker.networks(s.project)).toEqual([]);
  expect(await s.docker.volumes(s.project)).toHaveLength(1);
  await s.stack(['up', '-d']);
  const [web] = await s.docker.containers(s.project);
  const anonymous = web?.raw.Mounts.find(({ Destination }) => Destination === '/anonymous')?.Name;
  expect((await s.stack(['down', '-v'])).exitCode).toBe(0);
  expect(await s.docker.everythingOf(s.project)).toEqual([]);
  expect((await s.docker.everythingOf(anonymous ?? '')).map(({ name }) => name)).toEqual([]);
});

scenario('down, ps and logs work by the name of the project from a folder without files', async (s) => {
  await s.files({
    'compose.yaml': `services:\n  web:\n    image: ${s.image}\n    command: ["sh", "-c", "echo hi; sleep 100000"]\n    stop_signal: SIGKILL\n`,
    'elsewhere/x': '',
  });
  await s.stack(['up', '-d', '--wait']);
  const elsewhere = { cwd: 'elsewhere', env: { COMPOSE_PROJECT_NAME: undefined } };
  expect((await s.stack(['-p', s.project, 'ps', '--services'], elsewhere)).stdout).toBe('web\n');
  expect((await s.stack(['-p', s.project, 'logs', '--no-log-prefix'], elsewhere)).stdout).toBe('hi\n');
  expect((await s.stack(['-p', s.project, 'down'], elsewhere)).exitCode).toBe(0);
  expect(await s.docker.everythingOf(s.project)).toEqual([]);
});

scenario('down of a project that does not exist succeeds', async (s) => {
  expect((await s.stack(['down'])).exitCode).toBe(0);
});

scenario('down stops dependents before what they depend on', async (s) => {
  const trap = `image: ${s.image}\n    command: ["sh", "-c", "trap 'exit 0' TERM; while :; do usleep 20000; done"]`;
  await s.files({ 'compose.yaml': `services:\n  a:\n    ${trap}\n    depends_on: [b]\n  b:\n    ${trap}\n` });
  await s.stack(['up', '-d']);
  const since = Math.floor(Date.now() / 1000) - 1;
  await s.stack(['down']);
  const events = (await s.docker.events(s.project, since, Math.ceil(Date.now() / 1000) + 1))
    .split('\n')
    .filter((line) => line.includes('"die"'));
  expect(events.map((line) => /compose\.service":"(\w+)/.exec(line)?.[1])).toEqual(['a', 'b']);
});

scenario('ps --format json gives an object per line with the fields of docker compose', async (s) => {
  await s.files({
    'compose.yaml': `services:\n  web:\n    ${sleeper(s.image)}\n    ports: ["127.0.0.1::80"]\n`,
  });
  await s.stack(['up', '-d']);
  const [line = '', ...rest] = (await s.stack(['ps', '--format', 'json'])).stdout.trimEnd().split('\n');
  expect(rest).toEqual([]);
  expect(JSON.parse(line)).toMatchObject({
    Name: `${s.project}-web-1`,
    Service: 'web',
    State: 'running',
    Project: s.project,
    ExitCode: 0,
    Publishers: [{ URL: '127.0.0.1', TargetPort: 80, Protocol: 'tcp' }],
  });
  expect((await s.stack(['ps'])).stdout).toMatch(/^NAME +IMAGE +COMMAND +SERVICE +CREATED +STATUS +PORTS/);
});

scenario(
  'logs come in the order of time over all containers, the last line without an end included',
  async (s) => {
    const until = (file: string) => `while [ ! -e /turns/${file} ]; do usleep 10000; done`;
    const service = (command: string) =>
      `    image: ${s.image}\n    command: ["sh", "-c", "${command}"]\n    volumes: ["turns:/turns"]\n`;
    await s.files({
      'compose.yaml': `
services:
  first:
${service(`echo one; touch /turns/1; ${until('2')}; echo three; touch /turns/3`)}
  second:
${service(`${until('1')}; echo two; touch /turns/2; ${until('3')}; printf four`)}
volumes:
  turns: {}
`,
    });
    await s.stack(['up']);
    const logs = await s.stack(['logs', '-t', '--no-log-prefix']);
    const lines = logs.stdout.trimEnd().split('\n');
    // The engine gives the times; on a busy machine not quite in the order of the turns.
    expect(lines).toEqual([...lines].sort());
    expect(new Set(lines.map((line) => line.split(' ')[1]))).toEqual(
      new Set(['one', 'two', 'three', 'four']),
    );
    expect((await s.stack(['logs', '-n', '1', '--no-log-prefix', 'first'])).stdout).toBe('three\n');
  },
);

scenario(
  'plan --json is versioned, says why, and --detailed-exitcode tells whether there is anything to do',
  async (s) => {
    await s.files({ 'compose.yaml': `services:\n  web:\n    ${sleeper(s.image)}\n` });
    const plan = await s.stackRecorded(['plan', '--json', '--detailed-exitcode']);
    expect(plan.exitCode).toBe(2);
    expect(writingCalls(plan.calls)).toEqual([]);
    expect(JSON.parse(plan.stdout)).toMatchObject({
      schema: 1,
      decisions: expect.arrayContaining([
        {
          resource: 'container',
          name: `${s.project}-web-1`,
          service: 'web',
          action: 'create',
          causes: [{ kind: 'absent' }],
        },
      ]),
    });
    await s.stack(['up', '-d']);
    expect((await s.stack(['plan', '--detailed-exitcode'])).exitCode).toBe(0);
  },
);

scenario('config prints what override files, variables and short forms come to', async (s) => {
  await s.files({
    '.env': 'TAG=1.2\n',
    'compose.yaml': 'name: ignored\nservices:\n  web:\n    image: nginx:${TAG}\n    ports: ["8080:80"]\n',
    'compose.override.yaml': 'services:\n  web:\n    environment: [MODE=dev]\n',
  });
  const config = await s.stack(['config', '--format', 'json']);
  expect(config.exitCode).toBe(0);
  expect(JSON.parse(config.stdout)).toMatchObject({
    name: s.project,
    services: {
      web: {
        image: 'nginx:1.2',
        environment: { MODE: 'dev' },
        ports: [{ mode: 'ingress', target: 80, published: '8080', protocol: 'tcp' }],
      },
    },
  });
});

scenario('--progress json writes one event per line and nothing else to standard error', async (s) => {
  await s.files({ 'compose.yaml': `services:\n  web:\n    ${sleeper(s.image)}\n` });
  const up = await s.stack(['--progress', 'json', 'up', '-d']);
  const events = up.stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events.every(({ schema }) => schema === 1)).toBe(true);
  expect(events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['plan-started', 'node-finished', 'plan-finished']),
  );
  expect(up.stdout).toBe('');
});

scenario('plain progress has the lines that scripts match on', async (s) => {
  await s.files({ 'compose.yaml': `services:\n  web:\n    ${sleeper(s.image)}\n` });
  const { stderr } = await s.stack(['up', '-d']);
  for (const status of ['Creating', 'Created', 'Starting', 'Started']) {
    expect(stderr).toContain(` Container ${s.project}-web-1  ${status}\n`);
  }
  expect(stderr).toContain(` Network ${s.project}_default  Created\n`);
});

scenario('an unknown service, flag or command suggests the nearest and ends with 2', async (s) => {
  await s.files({ 'compose.yaml': `services:\n  web:\n    image: ${s.image}\n` });
  for (const [args, suggestion] of [
    [['up', '-d', 'wbe'], 'web'],
    [['upp'], 'up'],
    [['up', '--force-recrete'], '--force-recreate'],
  ] as const) {
    const run = await s.stack(args);
    expect({ args, exitCode: run.exitCode }).toEqual({ args, exitCode: 2 });
    expect(run.stderr).toContain(suggestion);
  }
});

scenario('logs -f follows a service through its replacement and to new replicas', async (s) => {
  const files = (word: string) => ({
    'compose.yaml': `services:\n  web:\n    image: ${s.image}\n    command: ["sh", "-c", "echo ${word}; exec sleep 100000"]\n    stop_signal: SIGKILL\n`,
  });
  await s.files(files('one'));
  await s.stack(['up', '-d']);
  const logs = s.start(['logs', '-f']);
  await logs.shows(/web-1 +\| one/);
  await s.files(files('two'));
  await s.stack(['up', '-d', '--scale', 'web=2']);
  await logs.shows(/web-1 +\| two/);
  await logs.shows(/web-2 +\| two/);
  await s.stack(['down']);
  expect((await logs.finished).exitCode).toBe(0);
});

scenario(
  'down -v leaves no anonymous volume behind, one carried through a replacement neither',
  async (s) => {
    const files = (mode: string) => ({
      'compose.yaml': `services:\n  web:\n    ${sleeper(s.image)}\n    volumes: ["/data"]\n    environment: {MODE: ${mode}}\n`,
    });
    await s.files(files('one'));
    await s.stack(['up', '-d']);
    await s.files(files('two'));
    await s.stack(['up', '-d']);
    const [web] = await s.docker.containers(s.project);
    const volume = web?.raw.Mounts[0]?.Name ?? '';
    expect((await s.docker.everythingOf(volume)).map(({ kind }) => kind)).toEqual(['volume']);
    await s.stack(['down', '-v']);
    expect(await s.docker.everythingOf(volume)).toEqual([]);
  },
);
