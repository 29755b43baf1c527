import { expect, expectTypeOf } from 'vitest';
import {
  connect,
  down,
  EngineError,
  type Environment,
  type LogEntry,
  load,
  type Plan,
  type ProgramResult,
  type Project,
  type PublishedAddress,
  plan,
  StackError,
  type StackEvent,
  up,
} from '../../src/index.js';
import { type Scenario, scenario } from '../support/scenario.js';

const file = (image: string) => ({
  'compose.yaml': `
services:
  web:
    image: ${image}
    command: [sh, -c, "mkdir /www; echo a page > /www/page; echo serving; exec httpd -f -p 80 -h /www"]
    stop_signal: SIGKILL
    ports: ["127.0.0.1:8080:80"]
    volumes: ["data:/data"]
    x-stack: {ready: {http: 80/page}}
volumes: {data: {}}
`,
});

/** As a program has it, whose environment is not that of the scenario. */
const options = (s: Scenario) => ({
  cwd: s.folder,
  name: s.project,
  env: { COMPOSE_PROJECT_NAME: undefined },
  dockerHost: s.environment['DOCKER_HOST'] ?? '',
});

scenario('an environment is ready when it is given, and gone when its block is left', async (s) => {
  await s.files(file(s.image));
  const events: StackEvent[] = [];
  let name = '';
  {
    await using env = await up({ ...options(s), isolated: true, onEvent: (event) => events.push(event) });
    name = env.project;
    expect(name).toMatch(new RegExp(`^${s.project}-test-[0-9a-f]{8}$`));
    const web = env.service('web');
    const page = await fetch(`http://${web.address(80)}/page`);
    expect(await page.text()).toBe('a page\n');
    expect(web.port(80)).toBeGreaterThanOrEqual(20_000);

    await s.step('programs in it', async () => {
      expect(await web.exec(['cat', '/www/page'])).toEqual({ exitCode: 0, stdout: 'a page\n', stderr: '' });
      const failed = await web.exec(['sh', '-c', 'pwd; echo $WHO >&2; exit 3'], {
        workingDir: '/www',
        env: { WHO: 'me' },
      });
      expect(failed).toEqual({ exitCode: 3, stdout: '/www\n', stderr: 'me\n' });
      const other = await env.run('web', ['sh', '-c', 'wget -qO- http://web/page']);
      expect(other).toEqual({ exitCode: 0, stdout: 'a page\n', stderr: '' });
    });

    await s.step('what it said', async () => {
      const lines: LogEntry[] = [];
      for await (const line of web.logs()) lines.push(line);
      expect(lines).toMatchObject([{ service: 'web', stream: 'stdout', text: 'serving' }]);
      for await (const line of env.logs({ follow: true })) {
        expect(line.text).toBe('serving');
        break;
      }
    });

    await s.step('what happens to it', async () => {
      const heard = env.events()[Symbol.asyncIterator]();
      const first = heard.next();
      await env.run('web', ['true']);
      expect((await first).value).toMatchObject({ labels: { 'com.docker.compose.service': 'web' } });
      await heard.return?.(undefined);
    });

    await s.step('what is not there is an error that says what is', async () => {
      expect(() => env.service('wbe')).toThrow(/no such service: wbe; project \S+ has: web/);
      expect(() => web.port(81)).toThrow('service "web" does not publish port 81/tcp: it publishes: 80/tcp');
    });
  }
  expect(await s.docker.everythingOf(s.project)).toEqual([]);
  expect(events.some(({ type }) => type === 'plan-finished')).toBe(true);
});

scenario('a project that others know keeps its data when it is taken down', async (s) => {
  await s.files(file(s.image));
  const before = await plan(options(s));
  expect(before.decisions).toMatchObject([
    { resource: 'network', action: 'create' },
    { resource: 'volume', action: 'create' },
    { resource: 'container', action: 'create' },
  ]);
  const env = await up(options(s));
  await env.close();
  expect((await plan({ ...options(s), wait: false })).nodes).toEqual([]);
  const again = await connect(options(s));
  expect(again.service('web').port(80)).toBe(8080);
  await again.down();
  await again.down();
  expect(await s.docker.containers(s.project)).toEqual([]);
  expect(await s.docker.volumes(s.project)).toHaveLength(1);
  await down({ ...options(s), volumes: true });
  expect(await s.docker.everythingOf(s.project)).toEqual([]);
});

scenario('what goes wrong is thrown with its line, and leaves nothing of a copy', async (s) => {
  await s.files({ 'compose.yaml': `services:\n  web:\n    imge: busybox\n` });
  const mistake = await load(options(s)).catch((error: unknown) => error);
  expect(mistake).toBeInstanceOf(StackError);
  expect(mistake).toMatchObject({
    code: 'unknown-key',
    message: expect.stringContaining('compose.yaml:3:5'),
  });

  await s.files({
    'compose.yaml': `services:\n  web:\n    image: ${s.image}\n    command: [sh, -c, "echo oh; exit 9"]\n    volumes: ["data:/data"]\nvolumes: {data: {}}\n`,
  });
  const failed = up({ ...options(s), isolated: true });
  await expect(failed).rejects.toMatchObject({
    code: 'service-not-ready',
    message: expect.stringContaining('exited (9)'),
  });
  expect(await s.docker.everythingOf(s.project)).toEqual([]);

  const away = up({ ...options(s), dockerHost: 'unix:///nowhere.sock' });
  await expect(away).rejects.toMatchObject({ code: 'engine-unreachable' });
});

scenario('a document of the program, and a signal that calls it off', async (s) => {
  const document = {
    services: { db: { image: s.image, command: ['sleep', '1000'], 'x-stack': { ready: { tcp: 5432 } } } },
  };
  const project = await load({ ...options(s), document });
  expect(project.services['db']?.image).toBe(s.image);
  const controller = new AbortController();
  const events: StackEvent[] = [];
  const coming = up({
    ...options(s),
    document,
    isolated: true,
    signal: controller.signal,
    onEvent: (event) => {
      events.push(event);
      if (event.type === 'node-started' && event.node.operation.kind === 'wait-container')
        controller.abort(new Error('called off'));
    },
  });
  await expect(coming).rejects.toThrow('called off');
  expect(await s.docker.everythingOf(s.project)).toEqual([]);
});

scenario('a program that has nothing more to do ends, with an environment up', async (s) => {
  await s.files({
    ...file(s.image),
    'program.mjs': `
import { up } from '${new URL('../../dist/index.js', import.meta.url).href}';
const env = await up({ isolated: 'kept' });
console.log(env.service('web').address(80));
`,
  });
  const said = await s.shell(`${process.execPath} program.mjs`);
  expect(said).toMatch(/^127\.0\.0\.1:\d+$/);
  expect(await s.docker.containers(`${s.project}-kept`)).toHaveLength(1);
});

expectTypeOf(up).returns.resolves.toEqualTypeOf<Environment>();
expectTypeOf(load).returns.resolves.toEqualTypeOf<Project>();
expectTypeOf(plan).returns.resolves.toEqualTypeOf<Plan>();
expectTypeOf<Environment>().toExtend<AsyncDisposable>();
expectTypeOf<Environment['ports']>().toEqualTypeOf<readonly PublishedAddress[]>();
expectTypeOf<Environment['run']>().returns.resolves.toEqualTypeOf<ProgramResult>();
expectTypeOf<ReturnType<Environment['logs']>>().toEqualTypeOf<AsyncIterable<LogEntry>>();
expectTypeOf(EngineError).toBeConstructibleWith('', { kind: 'not-found' });
// @ts-expect-error a service has to be named
expectTypeOf<Environment['service']>().toBeCallableWith();
