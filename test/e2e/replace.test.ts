import { expect } from 'vitest';
import { writingCalls } from '../support/recording-proxy.js';
import { scenario } from '../support/scenario.js';

const service = (image: string, more = '') =>
  `    image: ${image}\n    command: ["sleep", "100000"]\n    stop_signal: SIGKILL\n${more}`;

scenario(
  'a changed variable replaces only its service, and the plan names it with old and new value',
  async (s) => {
    const files = (mode: string) => ({
      'compose.yaml': `services:\n  web:\n${service(s.image, `    environment: {MODE: ${mode}}\n`)}  db:\n${service(s.image)}`,
    });
    await s.files(files('dev'));
    await s.stack(['up', '-d']);
    const before = await s.docker.containers(s.project);
    await s.files(files('prod'));

    const plan = await s.stackRecorded(['plan']);
    expect(plan.stdout).toContain('environment.MODE: "dev" → "prod"');
    expect(writingCalls(plan.calls)).toEqual([]);

    const up = await s.stack(['up', '-d']);
    expect(up.exitCode).toBe(0);
    expect(up.stderr).toContain('environment.MODE: "dev" → "prod"');
    const after = await s.docker.containers(s.project);
    const find = (containers: typeof before, name: string) =>
      containers.find((container) => container.service === name);
    expect(after).toHaveLength(2);
    expect(find(after, 'db')).toEqual(find(before, 'db'));
    expect(find(after, 'web')).toMatchObject({
      name: `${s.project}-web-1`,
      state: 'running',
      environment: { MODE: 'prod' },
    });
  },
);

scenario(
  'a container whose successor crashes is back, running under its name, and the error shows why',
  async (s) => {
    const files = (command: string) => ({
      'compose.yaml': `services:\n  web:\n    image: ${s.image}\n    command: ["sh", "-c", "${command}"]\n    stop_signal: SIGKILL\n`,
    });
    await s.files(files('sleep 100000'));
    await s.stack(['up', '-d']);
    const [before] = await s.docker.containers(s.project);
    await s.files(files('echo no configuration found >&2; exit 3'));

    const up = await s.stack(['up', '-d']);
    expect(up.exitCode).toBe(1);
    expect(up.stderr).toContain(`container ${s.project}-web-1 exited (3)`);
    expect(up.stderr).toContain('no configuration found');
    expect(await s.docker.containers(s.project)).toMatchObject([
      { id: before?.id, name: before?.name, state: 'running' },
    ]);
  },
);

scenario('a container keeps running when its successor cannot be created', async (s) => {
  const files = (user: string) => ({ 'compose.yaml': `services:\n  web:\n${service(s.image, user)}` });
  await s.files(files(''));
  await s.stack(['up', '-d']);
  const [before] = await s.docker.containers(s.project);
  await s.files(files('    mem_limit: 1k\n'));
  expect((await s.stack(['up', '-d'])).exitCode).toBe(1);
  expect(await s.docker.containers(s.project)).toEqual([before]);
});

scenario(
  'a taken port names the container that holds it and its place in the file, and nothing is lost',
  async (s) => {
    const holder = {
      'holder.yaml': `services:\n  holder:\n${service(s.image, '    ports: ["127.0.0.1::80"]\n')}`,
    };
    await s.files(holder);
    await s.stack(['-f', 'holder.yaml', '-p', `${s.project}x`, 'up', '-d']);
    const [held] = await s.docker.containers(`${s.project}x`);
    const port = held?.raw.NetworkSettings.Ports['80/tcp']?.[0]?.HostPort;

    const files = (ports: string) => ({ 'compose.yaml': `services:\n  web:\n${service(s.image, ports)}` });
    await s.files(files(''));
    await s.stack(['up', '-d']);
    const [before] = await s.docker.containers(s.project);
    await s.files(files(`    ports: ["127.0.0.1:${port}:80"]\n`));
    const up = await s.stack(['up', '-d']);
    expect(up.exitCode).toBe(1);
    expect(up.stderr).toContain('error[port-in-use]');
    expect(up.stderr).toContain(`${s.project}x-holder-1`);
    expect(up.stderr).toContain('compose.yaml:6:');
    expect(await s.docker.containers(s.project)).toMatchObject([
      { id: before?.id, name: before?.name, state: 'running' },
    ]);
  },
);

scenario('the data of an anonymous volume is in the container that replaces it', async (s) => {
  const files = (mode: string, command: string) => ({
    'compose.yaml': `
services:
  db:
    image: ${s.image}
    command: ["sh", "-c", "${command}; sleep 100000"]
    stop_signal: SIGKILL
    volumes: ["/var/lib/data"]
    environment: {MODE: ${mode}}
`,
  });
  await s.files(files('one', 'echo precious > /var/lib/data/file'));
  await s.stack(['up', '-d', '--wait']);
  await s.files(files('two', 'cat /var/lib/data/file'));
  await s.stack(['up', '-d', '--wait']);
  const [db] = await s.docker.containers(s.project);
  expect(db?.environment['MODE']).toBe('two');
  expect(await s.docker.logs(db?.id ?? '')).toContain('precious');
});

scenario('a secret that changed is replaced without being shown anywhere', async (s) => {
  const files = (password: string) => ({
    'compose.yaml': `services:\n  db:\n${service(s.image, `    environment: {DB_PASSWORD: ${password}}\n`)}`,
  });
  await s.files(files('swordfish'));
  await s.stack(['up', '-d']);
  await s.files(files('hunter2'));
  const runs = [
    await s.stack(['plan']),
    await s.stack(['plan', '--json']),
    await s.stack(['--progress', 'json', 'up', '-d']),
  ];
  const [db] = await s.docker.containers(s.project);
  expect(db?.environment['DB_PASSWORD']).toBe('hunter2');
  const seen = [...runs.flatMap(({ stdout, stderr }) => [stdout, stderr]), JSON.stringify(db?.labels)].join(
    '\n',
  );
  expect(seen).toContain('environment.DB_PASSWORD');
  expect(seen).not.toMatch(/swordfish|hunter2/);
});

scenario('restart: true restarts a dependent after its dependency was replaced', async (s) => {
  const files = (mode: string) => ({
    'compose.yaml': `
services:
  db:
${service(s.image, `    environment: {MODE: ${mode}}\n`)}
  web:
${service(s.image, '    depends_on: {db: {condition: service_started, restart: true}}\n')}`,
  });
  await s.files(files('one'));
  await s.stack(['up', '-d']);
  const before = (await s.docker.containers(s.project)).find((container) => container.service === 'web');
  await s.files(files('two'));
  expect((await s.stack(['up', '-d'])).exitCode).toBe(0);
  const after = (await s.docker.containers(s.project)).find((container) => container.service === 'web');
  expect(after?.id).toBe(before?.id);
  expect(Date.parse(after?.startedAt ?? '')).toBeGreaterThan(Date.parse(before?.startedAt ?? ''));
});

scenario('--force-recreate replaces what did not change, --no-recreate keeps what did', async (s) => {
  const files = (mode: string) => ({
    'compose.yaml': `services:\n  web:\n${service(s.image, `    environment: {MODE: ${mode}}\n`)}`,
  });
  await s.files(files('one'));
  await s.stack(['up', '-d']);
  const [first] = await s.docker.containers(s.project);
  await s.stack(['up', '-d', '--force-recreate']);
  const [second] = await s.docker.containers(s.project);
  expect(second?.id).not.toBe(first?.id);
  await s.files(files('two'));
  await s.stack(['up', '-d', '--no-recreate']);
  expect(await s.docker.containers(s.project)).toEqual([second]);
});
