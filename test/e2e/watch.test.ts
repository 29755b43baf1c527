import { chmod, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { expect, vi } from 'vitest';
import { DaemonClient } from '../support/daemon-client.js';
import { eventually } from '../support/eventually.js';
import { OwnDaemon } from '../support/own-daemon.js';
import { RandomEdits, treeOf } from '../support/random-edits.js';
import type { BackgroundRun } from '../support/run-stack.js';
import { type Scenario, scenario } from '../support/scenario.js';

vi.setConfig({ testTimeout: 240_000 });

/** @param more attributes, lines of their own; with a `build` there is no `image` */
const service = (image: string, name: string, rules: string, more = ''): string => `
  ${name}:
${more.includes('build:') ? '' : `    image: ${image}\n`}    command: ["sleep", "100000"]
    stop_signal: SIGKILL
    network_mode: none
${more}    develop: {watch: [${rules}]}
`;

const project = (...services: readonly string[]) => ({ 'compose.yaml': `services:${services.join('')}` });

async function watching(s: Scenario, args: readonly string[] = [], env = {}): Promise<BackgroundRun> {
  const run = s.start(['watch', ...args], { env, timeoutMs: 200_000 });
  await run.shows(/Watch enabled/, 60_000);
  return run;
}

const ids = async (s: Scenario) => (await s.docker.containers(s.project)).map(({ id }) => id);

scenario('whatever is done to a folder, at rest every replica has it as it is', async (s) => {
  const rule = '{action: sync, path: ./src, target: /app, initial_sync: true}';
  await s.files(project(service(s.image, 'web', rule, '    scale: 2\n')));
  await mkdir(`${s.folder}/src`);
  const edits = new RandomEdits(`${s.folder}/src`, 20_261);
  const some = (count: number) => {
    for (let step = 0; step < count; step += 1) edits.step();
  };
  const same = async () => {
    for (const number of [1, 2]) {
      await s.shell(`rm -rf ../seen; mkdir ../seen
        stack exec -T --index ${number} web tar -c -C /app . | tar -x -p -C ../seen`);
      expect(treeOf(`${s.folder}/../seen`)).toEqual(treeOf(`${s.folder}/src`));
    }
  };
  some(60);
  const watch = await watching(s);
  await eventually(same);
  for (let burst = 0; burst < 5; burst += 1) {
    for (let part = 0; part < 10; part += 1) {
      some(20);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await eventually(same);
  }
  expect(watch.stderr).not.toContain('error');
});

scenario('what builds, editors and rules leave out is not copied', async (s) => {
  const rules = [
    '{action: sync, path: ., target: /all, ignore: ["*.log", "sub/"]}',
    '{action: sync, path: ., target: /some, include: ["*.js", "lib/**"]}',
    '{action: sync, path: ./one.txt, target: /single.txt}',
    '{action: sync, path: "./packages/*/src", target: /packages}',
  ];
  await s.files(project(service(s.image, 'web', rules.join(', '), '    build: {context: .}\n')));
  await s.files({
    Dockerfile: `FROM ${s.image}\n`,
    '.dockerignore': 'ignored\n',
    'one.txt': '',
    'packages/a/src/x.js': '',
  });
  await watching(s);
  const left = ['.git/HEAD', 'ignored/a', '.index.js.swp', 'index.js~', '4913', 'x.log', 'sub/a', '.idea/x'];
  await s.files(Object.fromEntries([...left, 'index.js', 'lib/deep/a.css'].map((path) => [path, 'new'])));
  await s.files({
    'one.txt': 'one',
    'packages/a/src/x.js': 'x',
    'packages/a/other': '',
    'packages/b/src/y.js': 'y',
  });
  const all = async (folder: string) =>
    (await s.shell(`stack exec -T web find ${folder} -type f`)).trim().split('\n').sort();
  await eventually(async () => {
    expect(await all('/some')).toEqual(['/some/index.js', '/some/lib/deep/a.css']);
    expect(await all('/single.txt')).toEqual(['/single.txt']);
    expect(await all('/packages')).toEqual(['/packages/a/src/x.js', '/packages/b/src/y.js']);
    const everything = await all('/all');
    expect(everything).toEqual(
      expect.arrayContaining(['/all/index.js', '/all/lib/deep/a.css', '/all/one.txt']),
    );
    for (const path of left) expect(everything).not.toContain(`/all/${path}`);
  });
});

scenario('each action does what it is for, and a service that has none of it stays as it is', async (s) => {
  await s.files({
    ...project(
      service(s.image, 'restarts', '{action: restart, path: ./a}'),
      service(s.image, 'both', '{action: sync+restart, path: ./b, target: /b}'),
      service(
        s.image,
        'runs',
        '{action: sync+exec, path: ./c, target: /c, exec: {command: ["sh", "-c", "echo \\"got $$(cat /c/x) as $$WHO $$(id -u)\\""], user: "12", environment: [WHO=me]}}',
      ),
      service(s.image, 'idle', '{action: sync, path: ./d, target: /d}'),
    ),
    'a/x': '',
    'b/x': '',
    'c/x': '',
    'd/x': '',
  });
  const watch = await watching(s);
  const started = async (name: string) => (await s.docker.container(`${s.project}-${name}-1`))?.startedAt;
  const before = {
    restarts: await started('restarts'),
    both: await started('both'),
    idle: await started('idle'),
  };
  await s.files({ 'a/x': '1', 'b/x': '2', 'c/x': '3' });
  await watch.shows(/got 3 as me 12/);
  await eventually(async () => {
    expect(await started('restarts')).not.toBe(before.restarts);
    expect(await started('both')).not.toBe(before.both);
  });
  expect(await s.docker.file(`${s.project}-both-1`, '/b/x')).toBe('2');
  expect(await s.docker.file(`${s.project}-restarts-1`, '/a/x')).toBeUndefined();
  expect(await started('idle')).toBe(before.idle);
  await watch.shows(/service\(s\) \["both"(,"restarts")?\] restarted/);
});

scenario('a rebuild replaces the container, and one that fails leaves it running', async (s) => {
  const rules = '{action: rebuild, path: ./src}, {action: sync, path: ./live, target: /live}';
  const build = `    build: {context: .}\n`;
  await s.files({
    ...project(
      service(s.image, 'web', rules, build).replace(
        '"sleep", "100000"',
        '"sh", "-c", "sh /src/start && exec sleep 100000"',
      ),
      service(s.image, 'other', '{action: sync, path: ./live, target: /live}'),
    ),
    Dockerfile: `FROM ${s.image}\nCOPY src /src\nRUN ! grep -q broken /src/main\nRUN ! grep -q slow /src/main || sleep 20\n`,
    '.dockerignore': '*\n!src\n',
    'src/main': 'one',
    'src/start': '',
    'live/x': '',
  });
  const watch = await watching(s);
  const web = `${s.project}-web-1`;
  const main = () => s.docker.file(web, '/src/main');
  const other = (await s.docker.container(`${s.project}-other-1`))?.id;
  expect(await main()).toBe('one');
  await s.files({ 'live/x': 'copied' });
  await watch.shows(/web {2}synced 1 file/);

  await s.step('what was copied before is in the new container, too', async () => {
    const old = (await s.docker.container(web))?.raw.Image ?? '';
    await s.files({ 'src/main': 'two' });
    await watch.shows(/web {2}rebuilt and replaced in .*: src\/main/, 60_000);
    expect(await main()).toBe('two');
    await eventually(async () => expect(await s.docker.image(old)).toBeUndefined());
    await eventually(async () => expect(await s.docker.file(web, '/live/x')).toBe('copied'));
    expect((await s.docker.container(`${s.project}-other-1`))?.id).toBe(other);
  });

  await s.step('a build that fails', async () => {
    const id = (await s.docker.container(web))?.id;
    await s.files({ 'src/main': 'broken' });
    await watch.shows(/not replaced: what ran goes on/, 60_000);
    expect(await s.docker.container(web)).toMatchObject({ id, state: 'running' });
    expect(watch.stderr).toMatch(/error\[build-failed\]/);
  });

  await s.step('a container that does not start', async () => {
    const id = (await s.docker.container(web))?.id;
    await s.files({ 'src/main': 'fine', 'src/start': 'exit 3' });
    await watch.shows(/exited \(3\)[\s\S]*not replaced: what ran goes on/, 60_000);
    await eventually(async () =>
      expect(await s.docker.container(web)).toMatchObject({ id, state: 'running' }),
    );
    await s.files({ 'src/start': '' });
    await eventually(async () => expect(await main()).toBe('fine'), 60_000);
  });

  await s.step('one whose files change again is given up, and holds up nobody', async () => {
    await s.files({ 'src/main': 'slow' });
    await watch.shows(/web {2}rebuilding: src\/main\n$/);
    await s.files({ 'live/x': 'meanwhile' });
    await eventually(async () =>
      expect(await s.docker.file(`${s.project}-other-1`, '/live/x')).toBe('meanwhile'),
    );
    expect(await main()).toBe('fine');
    await s.files({ 'src/main': 'quick' });
    await watch.shows(/web {2}rebuilding once more: src\/main/);
    await eventually(async () => expect(await main()).toBe('quick'), 15_000);
  });

  await s.step('and the next one is as good as any', async () => {
    await s.files({ 'src/main': 'three' });
    await eventually(async () => expect(await main()).toBe('three'), 60_000);
  });

  await s.step('the file that it is built by counts, too', async () => {
    await s.files({ Dockerfile: `FROM ${s.image}\nCOPY src /src\nRUN echo made > /made\n` });
    await eventually(async () => expect(await s.docker.file(web, '/made')).toBe('made\n'), 60_000);
  });
});

scenario('files belong to whoever the container runs as, and are removed without a shell', async (s) => {
  await s.files({
    'compose.yaml': `
services:
  bare:
    build:
      context: .
      dockerfile_inline: |
        FROM ${s.image} AS tools
        FROM scratch
        COPY --from=tools /bin/busybox /busybox
    user: "1234:5678"
    entrypoint: ["/busybox", "sleep", "100000"]
    stop_signal: SIGKILL
    network_mode: none
    develop: {watch: [{action: sync, path: ./src, target: /deep/app}]}
`,
    '.dockerignore': '*\n',
    'src/old/a': 'a',
    'src/b': 'b',
  });
  await watching(s);
  const listing = () =>
    s.shell(`stack exec -T bare /busybox find /deep -exec /busybox stat -c '%u:%g %a %n' {} + | sort -k 3`);
  await chmod(`${s.folder}/src/b`, 0o750);
  await s.files({ 'src/old/a': 'changed', 'src/new/deep/c': 'c' });
  await symlink('b', `${s.folder}/src/link`);
  await mkdir(`${s.folder}/src/empty`);
  await eventually(async () => {
    expect((await listing()).split('\n').filter(Boolean)).toEqual([
      '1234:5678 755 /deep',
      '1234:5678 755 /deep/app',
      '1234:5678 750 /deep/app/b',
      '1234:5678 755 /deep/app/empty',
      '1234:5678 777 /deep/app/link',
      '1234:5678 755 /deep/app/new',
      '1234:5678 755 /deep/app/new/deep',
      '1234:5678 644 /deep/app/new/deep/c',
      '1234:5678 755 /deep/app/old',
      '1234:5678 644 /deep/app/old/a',
    ]);
  });
  await rm(`${s.folder}/src/new`, { recursive: true });
  await rm(`${s.folder}/src/link`);
  await rename(`${s.folder}/src/old`, `${s.folder}/src/moved`);
  await rm(`${s.folder}/src/empty`, { recursive: true });
  await writeFile(`${s.folder}/src/empty`, 'a file now');
  await eventually(async () => {
    const paths = (await listing()).split('\n').map((line) => line.split(' ')[2]);
    expect(paths.filter(Boolean)).toEqual([
      '/deep',
      '/deep/app',
      '/deep/app/b',
      '/deep/app/empty',
      '/deep/app/moved',
      '/deep/app/moved/a',
    ]);
  });
});

scenario(
  'at the start what differs is brought into line, and what only the container made stays',
  async (s) => {
    await s.files({
      'compose.yaml': `
services:
  web:
    build: {context: .}
    command: ["sleep", "100000"]
    stop_signal: SIGKILL
    network_mode: none
    develop: {watch: [{action: sync, path: ./src, target: /app, initial_sync: true, ignore: [cache/]}]}
`,
      Dockerfile: `FROM ${s.image}\nCOPY src /app\nRUN mkdir /app/packages && echo built > /app/packages/x\n`,
      'src/same': 'same',
      'src/changed': 'old',
      'src/gone': 'gone',
      'src/cache/x': 'ignored',
    });
    expect(await s.stack(['up', '-d'])).toMatchObject({ exitCode: 0 });
    await s.stack(['exec', '-T', 'web', 'sh', '-c', 'echo made > /app/result']);
    await s.files({ 'src/changed': 'new', 'src/added': 'added' });
    await rm(`${s.folder}/src/gone`);
    await rm(`${s.folder}/src/cache`, { recursive: true });
    const watch = await watching(s, ['--no-up']);
    await watch.shows(/web {2}synced 2 files .*, removed 1 .* that were different/);
    const has = (path: string) => s.docker.file(`${s.project}-web-1`, `/app/${path}`);
    await eventually(async () =>
      expect(
        await Promise.all(['same', 'changed', 'added', 'gone', 'cache/x', 'packages/x', 'result'].map(has)),
      ).toEqual(['same', 'new', 'added', undefined, 'ignored', 'built\n', 'made\n']),
    );
  },
);

scenario(
  'what changed while nobody watched is made up for, as far as it had been copied or changed since',
  async (s) => {
    const rule = '{action: sync, path: ./src, target: /app}';
    await s.files({ ...project(service(s.image, 'web', rule)), 'src/untouched': 'untouched' });
    const has = (path: string) => s.docker.file(`${s.project}-web-1`, `/app/${path}`);
    const first = await watching(s);
    await s.files({ 'src/goes': 'goes', 'src/changes': 'before', 'src/stays': 'stays' });
    await eventually(async () =>
      expect(await Promise.all(['goes', 'changes', 'stays'].map(has))).toEqual(['goes', 'before', 'stays']),
    );
    first.kill('SIGINT');
    await first.finished;
    await s.stack(['exec', '-T', 'web', 'sh', '-c', 'echo made > /app/result']);
    await rm(`${s.folder}/src/goes`);
    await s.files({ 'src/changes': 'after', 'src/comes': 'comes' });
    await watching(s);
    await eventually(async () =>
      expect(
        await Promise.all(['goes', 'changes', 'stays', 'comes', 'untouched', 'result'].map(has)),
      ).toEqual([undefined, 'after', 'stays', 'comes', undefined, 'made\n']),
    );
  },
);

scenario(
  'files of the project are watched: a change is applied, a broken one is told and nothing happens',
  async (s) => {
    const files = (value: string, more = '') => ({
      ...project(
        service(
          s.image,
          'web',
          '{action: sync, path: ./src, target: /app}',
          '    environment: {VALUE: "$VALUE"}\n',
        ),
        service(s.image, 'other', '{action: sync, path: ./src, target: /app}'),
        more,
      ),
      '.env': `VALUE=${value}\n`,
    });
    await s.files({ ...files('one'), 'src/x': '' });
    const watch = await watching(s);
    const value = async () => (await s.docker.container(`${s.project}-web-1`))?.environment['VALUE'];
    const [, other] = await ids(s);
    expect(await value()).toBe('one');
    await s.files({ '.env': 'VALUE=two\n' });
    await eventually(async () => {
      expect(await value()).toBe('two');
      expect(await ids(s)).toHaveLength(2);
    });
    const before = await ids(s);

    await s.step('a broken edit', async () => {
      await s.files({ 'compose.yaml': 'services: {web: {imag: x}}\n' });
      await watch.shows(/error\[unknown-key\]/);
      expect(await ids(s)).toEqual(before);
      await s.files({ 'src/x': 'still copied' });
      await eventually(async () =>
        expect(await s.docker.file(`${s.project}-web-1`, '/app/x')).toBe('still copied'),
      );
    });

    await s.step('a service that comes is watched as well', async () => {
      await s.files(files('two', service(s.image, 'third', '{action: sync, path: ./more, target: /more}')));
      await watch.shows(/Watch enabled: other, third, web/);
      await s.files({ 'more/y': 'y' });
      await eventually(async () => expect(await s.docker.file(`${s.project}-third-1`, '/more/y')).toBe('y'));
      expect(await ids(s)).toEqual(expect.arrayContaining([...before]));
      expect(other).toBeDefined();
    });

    await s.step('--no-apply only shows', async () => {
      watch.kill('SIGINT');
      expect(await watch.finished).toMatchObject({ exitCode: 130 });
      const only = await watching(s, ['--no-apply']);
      await s.files({ '.env': 'VALUE=three\n' });
      await only.shows(/VALUE.*two.*three/);
      await only.shows(/Nothing was changed/);
      expect(await value()).toBe('two');
    });
  },
);

scenario('a project has one watch at a time, and the second one says who has it', async (s) => {
  await s.files({
    ...project(service(s.image, 'web', '{action: sync, path: ./src, target: /app}')),
    'src/x': '',
  });
  const first = await watching(s);
  const { exitCode, stderr } = await s.stack(['watch']);
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/error\[watch-held\].*is under watch by `stack watch` of .*\(process \d+\)/);
  first.kill('SIGTERM');
  expect(await first.finished).toMatchObject({ exitCode: 143 });
  await watching(s);
});

scenario('a replica that comes later catches up', async (s) => {
  await s.files({
    ...project(service(s.image, 'web', '{action: sync, path: ./src, target: /app}')),
    'src/x': '',
  });
  await watching(s);
  await s.files({ 'src/x': 'new' });
  await eventually(async () => expect(await s.docker.file(`${s.project}-web-1`, '/app/x')).toBe('new'));
  expect(await s.stack(['scale', 'web=2'])).toMatchObject({ exitCode: 0 });
  await eventually(async () => expect(await s.docker.file(`${s.project}-web-2`, '/app/x')).toBe('new'));
});

scenario('what cannot be watched is said at its place, and nothing is started', async (s) => {
  const refused = async (rules: string, more = '') => {
    await s.files(project(service(s.image, 'web', rules, more)));
    const { exitCode, stderr } = await s.stack(['watch']);
    expect(exitCode).toBe(2);
    expect(await s.docker.containers(s.project)).toEqual([]);
    return stderr;
  };
  expect(await refused('')).toContain('none of the selected services is configured for watch');
  const noBuild = await refused('{action: rebuild, path: ./src}');
  expect(noBuild).toMatch(/can't watch service "web" with action rebuild without a build/);
  expect(noBuild).toMatch(/compose\.yaml:\d+:\d+/);
  const bind = await refused('{action: sync, path: ./src, target: /app}', '    volumes: ["./src:/app"]\n');
  expect(bind).toContain("won't be monitored");
});

scenario(
  'up --watch shows the logs beside it, outlives its containers, and stops them in the end',
  async (s) => {
    await s.files({
      ...project(service(s.image, 'web', '{action: sync+restart, path: ./src, target: /app}')),
      'src/x': 'one',
    });
    await s.shell(`sed -i 's|command: .*|command: ["sh", "-c", "echo it is $$(cat /app/x)"]|' compose.yaml`);
    const up = s.start(['up', '--watch'], { timeoutMs: 200_000 });
    await up.shows(/Watch enabled/);
    await up.shows(/web-1 exited with code 0/);
    await s.files({ 'src/x': 'two' });
    await up.shows(/web-1 +\| it is two/);

    await s.step('a service that comes is part of it', async () => {
      const late = service(s.image, 'late', '').replace(
        '"sleep", "100000"',
        '"sh", "-c", "echo late; exec sleep 100000"',
      );
      await s.files({ 'compose.yaml': `${await readFile(`${s.folder}/compose.yaml`, 'utf8')}${late}` });
      await up.shows(/late-1 +\| late/);
    });
    up.kill('SIGINT');
    expect(await up.finished).toMatchObject({ exitCode: 130 });
    expect((await s.docker.containers(s.project)).map(({ state }) => state)).toEqual(['exited', 'exited']);
  },
);

scenario('an engine that restarts ends nothing: what changed meanwhile is there afterwards', async (s) => {
  await using daemon = await OwnDaemon.start(s.image);
  const docker = new DaemonClient(daemon.address);
  await s.files({
    ...project(service(s.image, 'web', '{action: sync, path: ./src, target: /app}')),
    'src/x': '',
  });
  const watch = await watching(s, [], { DOCKER_HOST: daemon.host });
  const file = () => docker.file(`${s.project}-web-1`, '/app/x');
  await s.files({ 'src/x': 'before' });
  await eventually(async () => expect(await file()).toBe('before'));
  const restarting = daemon.restart();
  await watch.shows(/The engine went away/);
  await s.files({ 'src/x': 'meanwhile' });
  await restarting;
  await watch.shows(/The engine is back/, 60_000);
  await eventually(async () => expect(await file()).toBe('meanwhile'), 60_000);
  await eventually(async () =>
    expect(await docker.containers(s.project)).toMatchObject([{ service: 'web', state: 'running' }]),
  );
  watch.kill('SIGINT');
  await watch.finished;
});

scenario('--progress json tells what was done as events, and never what is in the files', async (s) => {
  await s.files({
    ...project(service(s.image, 'web', '{action: sync, path: ./src, target: /app}')),
    'src/x': '',
  });
  const watch = s.start(['--progress', 'json', 'watch'], { timeoutMs: 200_000 });
  await watch.shows(/"kind":"enabled"/);
  await s.files({ 'src/x': 'p4ssw0rd' });
  await watch.shows(/"kind":"synced"/);
  watch.kill('SIGINT');
  const { stderr } = await watch.finished;
  const events = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events).toContainEqual(
    expect.objectContaining({
      type: 'watch',
      kind: 'synced',
      service: 'web',
      written: 1,
      removed: 0,
      bytes: 8,
      paths: [`${s.folder}/src/x`],
    }),
  );
  expect(stderr).not.toContain('p4ssw0rd');
  expect(await readFile(`${s.folder}/src/x`, 'utf8')).toBe('p4ssw0rd');
});

scenario(
  'on a terminal a line says that it is watching, and keys restart, rebuild, pause and quit',
  async (s) => {
    const rules = '{action: sync, path: ./src, target: /app}';
    await s.files({
      ...project(service(s.image, 'web', rules, '    build: {context: .}\n')),
      Dockerfile: `FROM ${s.image}\n`,
      'src/x': '',
    });
    const watch = s.start(['watch'], { terminal: { columns: 100, rows: 30 }, timeoutMs: 100_000 });
    await watch.shows(/watching.*r.*restart.*b.*rebuild.*p.*pause.*q.*quit/);
    const web = () => s.docker.container(`${s.project}-web-1`);
    const started = (await web())?.startedAt;
    watch.type('r');
    await eventually(async () => expect((await web())?.startedAt).not.toBe(started));
    watch.type('b');
    await watch.shows(/rebuilt to the same image/);
    watch.type('p');
    await watch.shows(/Watch paused/);
    await s.files({ 'src/x': 'while it rests' });
    watch.type('p');
    await watch.shows(/Watch goes on[\s\S]*synced 1 file/);
    watch.type('q');
    expect(await watch.finished).toMatchObject({ exitCode: 0 });
  },
);
