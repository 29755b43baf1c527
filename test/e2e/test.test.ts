import { readdir, readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { checkJunit } from '../report/test/junit-schema.js';
import { type Scenario, scenario } from '../support/scenario.js';

/** `db` is ready when it says so; `tests` asks it for a page. */
const files = (image: string, command = 'wget -qO- http://db/page') => ({
  'compose.yaml': `
services:
  db:
    image: ${image}
    command: [sh, -c, "mkdir /www; echo a page > /www/page; exec httpd -f -p 80 -h /www"]
    stop_signal: SIGKILL
    ports: ["127.0.0.1:8080:80"]
    environment: {DB_PASSWORD: hunter2}
    healthcheck: {test: [CMD, test, -e, /www/page], interval: 100ms, retries: 100}
    volumes: ["data:/data"]
  tests:
    profiles: [test]
    image: ${image}
    depends_on: {db: {condition: service_healthy}}
    command: [sh, -c, ${JSON.stringify(command)}]
    stop_grace_period: 1s
volumes: {data: {}}
`,
});

const left = async (s: Scenario) =>
  (await s.docker.everythingOf(s.project)).map(({ kind, name }) => `${kind} ${name}`);

const artifact = (s: Scenario, path: string) => readFile(`${s.folder}/out/${path}`, 'utf8');

scenario('a test sees what it needs ready, says what it says, and leaves nothing behind', async (s) => {
  await s.files(files(s.image));
  const passed = await s.stack(['test', 'tests']);
  expect(passed.exitCode, passed.stderr).toBe(0);
  expect(passed.stdout).toBe('a page\n');
  expect(passed.stderr).toMatch(/\nPassed: tests in [\d.]+s; ready after [\d.]+s\n$/);
  expect(await left(s)).toEqual([]);

  await s.step('another command; its exit code is that of stack', async () => {
    const failed = await s.stack(['test', 'tests', '--quiet', '--', 'sh', '-c', 'echo no >&2; exit 7']);
    expect(failed).toMatchObject({ exitCode: 7, stdout: '', stderr: 'no\n' });
    expect(await left(s)).toEqual([]);
  });

  await s.step('a service that is not there', async () => {
    const unknown = await s.stack(['test', 'test']);
    expect(unknown.exitCode).toBe(2);
    expect(unknown.stderr).toContain('did you mean `tests`?');
  });
});

scenario('the image of the tests is made while the others come up, and not after them', async (s) => {
  await s.files({
    'compose.yaml': `
services:
  db:
    image: ${s.image}
    command: [sleep, "100000"]
    stop_signal: SIGKILL
  tests:
    profiles: [test]
    build: {context: ., dockerfile_inline: "FROM ${s.image}\\nRUN echo made > /made"}
    depends_on: [db]
    command: [cat, /made]
`,
  });
  for (const flags of [[], ['--build', '--no-skip']]) {
    const run = await s.stack(['test', 'tests', '--artifacts', 'out', ...flags]);
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.stdout).toBe('made\n');
    const events = (await artifact(s, 'events.ndjson')).trimEnd().split('\n');
    const types = events.map((line) => {
      const { type, phase, operation } = JSON.parse(line) as Record<string, string>;
      return `${type} ${phase ?? operation}`;
    });
    const told = (text: string) => types.indexOf(text);
    expect(told('node-finished build-image')).toBeGreaterThan(told('phase-started set up'));
    expect(told('node-finished build-image')).toBeLessThan(told('phase-finished set up'));
    expect(types.filter((text) => text === 'node-started build-image')).toHaveLength(1);
  }
  expect(await left(s)).toEqual([]);
});

scenario('a program of this machine is told where everything is, and which copy it is about', async (s) => {
  await s.files(files(s.image));
  const run = await s.stack([
    'test',
    '--quiet',
    '--cmd',
    `node -e "fetch('http://' + process.env.DB_80_TCP + '/page').then((r) => r.text()).then(console.log)"; echo $COMPOSE_PROJECT_NAME; exit 4`,
  ]);
  expect(run.exitCode, run.stderr).toBe(4);
  expect(run.stdout).toMatch(new RegExp(`^a page\n\n${s.project}-test-[0-9a-f]{8}\n$`));
  expect(await left(s)).toEqual([]);
});

scenario('when a service dies early, the artifacts tell all of it, and no secret', async (s) => {
  await s.files({
    ...files(s.image),
    'broken.yaml': `
services:
  db:
    command: [sh, -c, "echo begins; sleep 0.2; echo dies >&2; exit 9"]
`,
  });
  const run = await s.stack([
    ...['-f', 'compose.yaml', '-f', 'broken.yaml'],
    ...['test', 'tests', '--artifacts', 'out', '--junit', 'out/junit.xml', '--collect', 'tests:/made'],
  ]);
  expect(run.exitCode).toBe(1);
  expect(run.stderr).toContain('exited (9)');
  expect(await left(s)).toEqual([]);
  const written = await readdir(`${s.folder}/out`, { recursive: true });
  expect(written.filter((name) => name.includes('.')).sort()).toEqual([
    'compose.yaml',
    'events.ndjson',
    'inspect/db-1.json',
    'junit.xml',
    'logs/db-1.log',
    'logs/db-1.ndjson',
    'plan.json',
    'result.json',
  ]);
  expect(await artifact(s, 'logs/db-1.log')).toMatch(/Z begins\n.*Z dies\n$/s);
  const lines = (await artifact(s, 'logs/db-1.ndjson')).trimEnd().split('\n');
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    { stream: 'stdout', text: 'begins' },
    { stream: 'stderr', text: 'dies' },
  ]);
  expect(JSON.parse(await artifact(s, 'inspect/db-1.json'))).toMatchObject({ State: { ExitCode: 9 } });
  expect(JSON.parse(await artifact(s, 'result.json'))).toMatchObject({
    outcome: 'not ready',
    errors: [{ code: 'service-not-ready' }],
  });
  await checkJunit(await artifact(s, 'junit.xml'));
  for (const name of written.filter((each) => each.includes('.')))
    expect(await artifact(s, name), name).not.toContain('hunter2');
});

scenario('what a test has made is collected, also of what is written at the end', async (s) => {
  const { 'compose.yaml': base } = files(s.image, 'mkdir /made; echo covered > /made/coverage; exit 1');
  await s.files({
    'compose.yaml': base,
    'compose.override.yaml': `
services:
  api:
    image: ${s.image}
    command: [sh, -c, "trap 'echo late > /late; exit 0' TERM; while :; do sleep 0.05; done"]
`,
  });
  const run = await s.stack([
    ...['test', 'tests', '--artifacts', 'out'],
    ...['--collect', 'tests:/made', '--collect', 'api:/late', '--collect', 'api:/never'],
  ]);
  expect(run.exitCode, run.stderr).toBe(1);
  expect(await artifact(s, 'collected/tests/made/coverage')).toBe('covered\n');
  expect(await artifact(s, 'collected/api/late')).toBe('late\n');
  expect(run.stderr).toContain('warning[cannot-copy]: there is no /never');
  expect(await left(s)).toEqual([]);
});

scenario('Ctrl-C, a time limit and a reader that leaves end a test in good order', async (s) => {
  await s.files(files(s.image, 'echo begun; sleep 1000'));
  await s.step('Ctrl-C', async () => {
    const run = s.start(['test', 'tests']);
    await run.shows(/begun/);
    run.kill('SIGINT');
    expect((await run.finished).exitCode).toBe(130);
    expect(await left(s)).toEqual([]);
  });
  await s.step('a time limit', async () => {
    const run = await s.stack(['test', 'tests', '--timeout', '2']);
    expect(run.exitCode).toBe(124);
    expect(run.stderr).toContain('the test did not end within 2 seconds');
    expect(await left(s)).toEqual([]);
  });
  await s.step('a reader that leaves', async () => {
    await s.shell(`stack test --quiet --cmd 'seq 1 100000; sleep 1000' | head -1`);
    expect(await left(s)).toEqual([]);
  });
});

scenario('what cannot be written is told, and keeps nothing from being removed', async (s) => {
  await s.files({ ...files(s.image), 'a-file': '' });
  const early = await s.stack(['test', '--cmd', 'true', '--artifacts', 'a-file/out']);
  expect(early.exitCode).toBe(2);
  expect(early.stderr).toMatch(/^error\[unwritable-file\]: cannot write to a-file\/out/);
  expect(early.stderr).not.toContain('Creating');
  // It is a folder when the test begins, and a file when it is to be written to.
  const later = await s.stack([
    ...['test', '--artifacts', 'out', '--junit', 'a-file/junit.xml'],
    ...['--cmd', 'rm -r out; touch out'],
  ]);
  expect(later.exitCode).toBe(1);
  expect(later.stderr).toContain('warning[unwritable-file]: not everything could be written to');
  expect(later.stderr).toMatch(/error\[unwritable-file\]: cannot write a-file\/junit\.xml/);
  expect(await left(s)).toEqual([]);
});

scenario('a test that fails can be kept, and gc removes it', async (s) => {
  await s.files(files(s.image, 'exit 1'));
  const run = await s.stack(['test', 'tests', '--keep', '--repeat', '3']);
  expect(run.exitCode).toBe(1);
  expect(run.stderr).toContain('Failed 1 of 3: tests (exit code 1)');
  const [, copy = ''] = /project (\S+) is kept/.exec(run.stderr) ?? [];
  expect((await s.docker.containers(copy)).map(({ service }) => service)).toEqual(['db', 'tests']);
  await s.step('what is kept is not in the way of the next, and is not swept', async () => {
    expect((await s.stack(['test', '--cmd', 'true'])).exitCode).toBe(0);
    expect(await s.docker.containers(copy)).toHaveLength(2);
    expect((await s.stack(['gc', '--dry-run'])).stdout).not.toContain(copy);
    expect((await s.stack(['gc', '--dry-run', '--older-than', '0s'])).stdout).toContain(copy);
  });
  await s.stack(['-p', copy, 'down', '-v', '--rmi', 'local']);
  expect(await left(s)).toEqual([]);
});

scenario('one that is repeated runs each time anew, and tells which did not pass', async (s) => {
  await s.files(files(s.image));
  const command = '[ -e seen ] && exit 3; touch seen';
  const run = await s.stack(['test', '--cmd', command, '--repeat', '3', '--junit', 'out/junit.xml']);
  expect(run.exitCode).toBe(3);
  expect(run.stderr).toMatch(/2 of 3 runs did not pass: 2, 3\.\n$/);
  const junit = await artifact(s, 'junit.xml');
  await checkJunit(junit);
  expect(junit.match(/<testsuite /g)).toHaveLength(3);
  expect(await left(s)).toEqual([]);
});

scenario('a copy whose folder is gone is left behind for gc', async (s) => {
  await s.files({ 'gone/compose.yaml': files(s.image)['compose.yaml'] });
  await s.stack(['up', '-d', '--isolated=gone'], { cwd: 'gone' });
  const name = `${s.project}-gone`;
  expect((await s.stack(['gc', '--dry-run'])).stdout).not.toContain(name);
  await s.shell('rm -r gone');
  expect((await s.stack(['gc', '--dry-run'])).stdout).toContain(
    `would remove ${name} (its folder is gone), 1 container, 1 network, 1 volume\n`,
  );
  expect((await s.stack(['gc'])).stdout).toContain(`removed ${name} `);
  expect(await left(s)).toEqual([]);
});
