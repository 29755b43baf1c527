import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { writingCalls } from '../support/recording-proxy.js';
import { type Scenario, scenario } from '../support/scenario.js';

const service = (image: string, mode: string) =>
  `    image: ${image}\n    command: ["sleep", "100000"]\n    stop_signal: SIGKILL\n    environment: { MODE: ${mode}, DB_PASSWORD: hunter2 }\n`;

const write = (s: Scenario, mode: string) =>
  s.files({
    'compose.yaml': `services:\n  web:\n${service(s.image, mode)}    volumes: ["data:/data"]\nvolumes: { data: {} }\n`,
  });

const ids = async (s: Scenario): Promise<readonly (string | undefined)[]> =>
  (await s.docker.containers(s.project)).map(({ raw }) => raw.Id);

scenario('a dry run of up tells the plan and changes nothing', async (s) => {
  await write(s, 'dev');
  for (const args of [
    ['up', '-d', '--dry-run'],
    ['--dry-run', 'up', '-d'],
  ]) {
    const run = await s.stackRecorded(args);
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toBe((await s.stack(['plan'])).stdout);
    expect(run.stdout).toContain(`+ ${s.project}-web-1  create`);
    expect(writingCalls(run.calls)).toEqual([]);
  }
  expect(await s.docker.everythingOf(s.project)).toEqual([]);
});

scenario('a dry run of down tells what would go and removes nothing', async (s) => {
  await write(s, 'dev');
  await s.stack(['up', '-d']);
  const before = await s.docker.everythingOf(s.project);
  for (const args of [
    ['down', '-v', '--dry-run'],
    ['--dry-run', 'down', '-v'],
  ]) {
    const run = await s.stackRecorded(args);
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toBe((await s.stack(['plan', 'down', '-v'])).stdout);
    expect(run.stdout).toMatch(new RegExp(`- ${s.project}_data +remove +DESTROYS DATA`));
    expect(run.stdout).toMatch(new RegExp(`- ${s.project}-web-1 +remove +downtime`));
    expect(writingCalls(run.calls)).toEqual([]);
  }
  expect(await s.docker.everythingOf(s.project)).toEqual(before);
});

scenario(
  'plan --detailed-exitcode is 0 for nothing to do, 2 for changes and 1 for any mistake',
  async (s) => {
    const exitCode = async (args: readonly string[], env = {}) =>
      (await s.stack([...args, '--detailed-exitcode'], { env })).exitCode;
    await write(s, 'dev');
    expect(await exitCode(['plan'])).toBe(2);
    expect(await exitCode(['plan', 'down'])).toBe(0);
    await s.stack(['up', '-d']);
    expect(await exitCode(['plan'])).toBe(0);
    expect(await exitCode(['plan', 'down'])).toBe(2);
    expect(await exitCode(['plan'], { DOCKER_HOST: 'unix:///nowhere.sock' })).toBe(1);
    expect(await exitCode(['plan', 'down'], { DOCKER_HOST: 'unix:///nowhere.sock' })).toBe(1);
    expect(await exitCode(['plan', 'nosuch'])).toBe(1);
    expect(await exitCode(['plan', 'down', 'nosuch'])).toBe(1);
    expect(await exitCode(['plan', '--no-such-option'])).toBe(1);
    expect(await exitCode(['plan', 'down', '--no-such-option'])).toBe(1);
    expect(await exitCode(['-f', 'nosuch.yaml', 'plan'])).toBe(1);
    await s.files({ 'compose.yaml': 'services: [' });
    expect(await exitCode(['plan'])).toBe(1);
  },
);

scenario('up --plan does what was saved, and refuses when anything has moved since', async (s) => {
  await write(s, 'dev');
  await writeFile(`${s.folder}/web.plan`, '');
  await chmod(`${s.folder}/web.plan`, 0o644);
  await s.step('the plan is for the user alone and holds no secret', async () => {
    expect((await s.stack(['plan', '--out', 'web.plan'])).exitCode).toBe(0);
    expect((await stat(`${s.folder}/web.plan`)).mode & 0o777).toBe(0o600);
    expect(await readFile(`${s.folder}/web.plan`, 'utf8')).not.toContain('hunter2');
  });
  await s.step('it is carried out', async () => {
    expect((await s.stack(['up', '-d', '--plan', 'web.plan'])).exitCode).toBe(0);
    expect(await s.docker.containers(s.project)).toMatchObject([{ raw: { State: { Running: true } } }]);
  });
  const made = await ids(s);
  await s.step('a second time it is out of date, since its containers are there now', async () => {
    const run = await s.stackRecorded(['up', '-d', '--plan', 'web.plan']);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain('plan-out-of-date');
    expect(run.stderr).toContain(`container ${s.project}-web-1 was created`);
    expect(writingCalls(run.calls)).toEqual([]);
  });
  await write(s, 'prod');
  await s.stack(['plan', '--out', 'web.plan']);
  await s.step('a replacement is refused when the files went on', async () => {
    await s.files({ 'compose.yaml': `services:\n  web:\n${service(s.image, 'prod')}    init: true\n` });
    const run = await s.stack(['up', '-d', '--plan', 'web.plan']);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain('service web has another init, volumes in the files');
    expect(await ids(s)).toEqual(made);
  });
  await write(s, 'prod');
  await s.step('and carried out when all is as it was', async () => {
    expect((await s.stack(['up', '-d', '--plan', 'web.plan'])).exitCode).toBe(0);
    expect(await ids(s)).not.toEqual(made);
    expect((await s.stack(['plan', '--detailed-exitcode'])).exitCode).toBe(0);
  });
  await s.step('and refused when a container changed its state, also in a dry run', async () => {
    await write(s, 'dev');
    await s.stack(['plan', '--out', 'web.plan']);
    const [id = ''] = await ids(s);
    await s.docker.pause(id);
    const run = await s.stack(['up', '--plan', 'web.plan', '--dry-run']);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain(`container ${s.project}-web-1 changed state: it was running, and is paused`);
  });
});

scenario('up --plan takes nothing beside it that decides', async (s) => {
  await write(s, 'dev');
  await s.stack(['plan', '--out', 'web.plan']);
  for (const args of [
    ['up', '--plan', 'web.plan', '--build'],
    ['up', '--plan', 'web.plan', '--scale', 'web=2'],
    ['up', '--plan', 'web.plan', '--no-recreate'],
    ['up', '--plan', 'web.plan', 'web'],
    ['-f', 'compose.yaml', 'up', '--plan', 'web.plan'],
    ['--profile', 'x', 'up', '--plan', 'web.plan'],
  ]) {
    const run = await s.stack(args);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain("option '--plan <file>' cannot be used with");
  }
  const foreign = await s.stack(['up', '--plan', 'compose.yaml']);
  expect(foreign.exitCode).toBe(2);
  expect(foreign.stderr).toContain('compose.yaml is not a saved plan');
  expect(await s.docker.everythingOf(s.project)).toEqual([]);
});

scenario('secrets are in no form of a plan and in no event of its execution', async (s) => {
  const text = (secret: string) => `
services:
  web:
    image: ${s.image}
    command: ["sh", "-c", "sleep 100000", "--api-key", "${secret}", "--url=https://me:${secret}@x/"]
    stop_signal: SIGKILL
    environment:
      DB_PASSWORD: ${secret}
      DATABASE_URL: postgres://me:${secret}@db/x
      CONFIG: '{"password": "${secret}"}'
    labels: { api.token: ${secret} }
    logging: { driver: json-file, options: { env: "TOKEN=${secret}" } }
    healthcheck: { test: ["CMD", "true", "--password=${secret}"], interval: 1s }
    configs: [site]
    post_start: [{ command: ["true", "${secret}"], environment: { X: ${secret} } }]
configs: { site: { content: ${secret} } }
`;
  const shown: string[] = [];
  const run = async (args: readonly string[]) => {
    const { stdout, stderr, exitCode } = await s.stack(args);
    shown.push(stdout, stderr);
    expect(exitCode).toBe(0);
  };
  for (const secret of ['hunter2', 'hunter3']) {
    await s.files({ 'compose.yaml': text(secret) });
    await run(['plan', '--verbose', '--out', 'web.plan']);
    shown.push(await readFile(`${s.folder}/web.plan`, 'utf8'));
    await run(['plan', '--json']);
    await run(['plan', '--graph', 'mermaid']);
    await run(['plan', '--graph', 'dot']);
    await run(['--progress', 'json', 'up', '-d']);
  }
  expect(shown.join('\n')).toContain('environment.DB_PASSWORD: changed (hidden)');
  expect(shown.join('\n')).not.toMatch(/hunter[23]/);
});
