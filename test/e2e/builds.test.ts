import { createHash } from 'node:crypto';
import { appendFile, chmod, readFile, rm, stat, symlink, utimes } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { execa } from 'execa';
import { expect } from 'vitest';
import { eventually } from '../support/eventually.js';
import { copyProgram, opensshFolder } from '../support/openssh.js';
import { type Scenario, scenario } from '../support/scenario.js';

const web = (build: string, more = ''): Readonly<Record<string, string>> => ({
  'compose.yaml': `
services:
  web:
    build: ${build}
    network_mode: none
    command: ["true"]
${more}`,
});

const said = async (s: Scenario, ...command: readonly string[]): Promise<string> => {
  const { stdout, stderr, exitCode } = await s.stack(['run', '--rm', '-T', 'web', ...command]);
  expect(exitCode, stderr).toBe(0);
  return stdout;
};

scenario(
  'a build has the files of its context that .dockerignore leaves, links and rights included',
  async (s) => {
    await s.files({
      ...web('{context: ctx, dockerfile: ../other/My.Dockerfile}'),
      'other/My.Dockerfile': `FROM ${s.image}\nCOPY . /all\nCOPY link /followed\nCOPY docs/*.md /docs/\n`,
      'ctx/.dockerignore': 'node_modules\n*.log\n!keep.log\nempty/*\n',
      'ctx/node_modules/x': 'x',
      'ctx/a.log': 'a',
      'ctx/keep.log': 'keep',
      'ctx/docs/one.md': '1',
      'ctx/docs/two.txt': '2',
      'ctx/empty/x': '',
      'ctx/ünïcode name': 'text',
    });
    await symlink('docs/one.md', `${s.folder}/ctx/link`);
    const built = async () => {
      const { exitCode, stderr } = await s.stack(['build', '--no-skip']);
      expect(exitCode, stderr).toBe(0);
      return stderr;
    };
    await built();
    expect((await said(s, 'find', '/all', '/docs')).trim().split('\n').sort()).toEqual([
      '/all',
      '/all/.dockerignore',
      '/all/docs',
      '/all/docs/one.md',
      '/all/docs/two.txt',
      '/all/empty',
      '/all/keep.log',
      '/all/link',
      '/all/ünïcode name',
      '/docs',
      '/docs/one.md',
    ]);
    expect(await said(s, 'cat', '/followed', '/all/ünïcode name')).toBe('1text');
    expect(await built()).toMatch(/COPY \. \/all \(cached\)/);
    await s.files({ 'ctx/docs/one.md': 'changed' });
    await built();
    expect(await said(s, 'cat', '/followed', '/docs/one.md', '/all/link')).toBe('changedchangedchanged');
  },
);

scenario('secrets are there for the step that asks for them, and nowhere else', async (s) => {
  const token = 'sw0rdf1sh-in-a-file';
  const variable = 'sw0rdf1sh-in-a-variable';
  await s.files({
    ...web(
      '{context: ., secrets: [filed, {source: variable, target: renamed}]}',
      'secrets: {filed: {file: ./token}, variable: {environment: TOKEN}}\n',
    ),
    token,
    '.dockerignore': 'token\n',
    Dockerfile: `FROM ${s.image}
RUN --mount=type=secret,id=filed sha256sum < /run/secrets/filed > /filed
RUN --mount=type=secret,id=renamed sha256sum < /run/secrets/renamed > /renamed
RUN --mount=type=secret,id=other test ! -e /run/secrets/other
`,
  });

  await s.step('one that has no value is told before anything is built', async () => {
    const { exitCode, stderr } = await s.stack(['build']);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/error\[required-variable\]: secret variable is the value of the variable TOKEN/);
  });

  const env = { TOKEN: variable };
  const run = await s.stack(['--progress', 'json', 'build'], { env });
  expect(run.exitCode, run.stderr).toBe(0);
  const plan = await s.stack(['plan', '--json'], { env });
  for (const output of [run.stdout, run.stderr, plan.stdout, plan.stderr])
    expect(output).not.toContain('sw0rdf1sh');
  const sum = createHash('sha256').update(variable).digest('hex');
  expect(await said(s, 'cat', '/renamed')).toBe(`${sum}  -\n`);
  expect(await said(s, 'sh', '-c', 'grep -rl sw0rdf1sh /etc /run /filed /renamed || echo none')).toBe(
    'none\n',
  );
  const container = await s.stack(['run', '-d', 'web', 'true']);
  expect(container.exitCode, container.stderr).toBe(0);
  const [one] = await s.docker.containers(s.project);
  expect(JSON.stringify(await s.docker.imageDetails(one?.raw.Image ?? ''))).not.toContain('sw0rdf1sh');
});

scenario(
  'steps sign with keys of this machine, through an agent or from a file, and never see them',
  async (s) => {
    const programs = await opensshFolder();
    await copyProgram(`${programs}/ssh-add`, `${s.folder}/root`);
    for (const name of ['first', 'second'])
      await execa(`${programs}/ssh-keygen`, ['-q', '-t', 'ed25519', '-N', '', '-f', `${s.folder}/${name}`]);
    await s.files({
      ...web('{context: ., ssh: [default, second=./second]}'),
      '.dockerignore': '*\n!root\n!*.pub\n',
      Dockerfile: `FROM ${s.image}
COPY root /
COPY first.pub second.pub /
RUN --mount=type=ssh ssh-add -T /first.pub && ssh-add -L > /keys
RUN --mount=type=ssh,id=second ssh-add -T /second.pub && ssh-add -L >> /keys
`,
    });
    const path = { PATH: `${programs}:${process.env['PATH']}` };

    await s.step('without an agent it says so', async () => {
      const { exitCode, stderr } = await s.stack(['build'], { env: path });
      expect(exitCode).toBe(1);
      expect(stderr).toContain('ssh: no agent runs here');
    });

    const socket = `${s.folder}/agent`;
    const agent = execa(`${programs}/ssh-agent`, ['-D', '-a', socket], { reject: false });
    try {
      const env = { ...path, SSH_AUTH_SOCK: socket };
      await execa(
        'sh',
        ['-c', 'until ssh-add -q first 2>/dev/null; do [ -S "$SSH_AUTH_SOCK" ] || sleep 0.05; done'],
        {
          cwd: s.folder,
          env,
          timeout: 20_000,
        },
      );
      const { exitCode, stderr } = await s.stack(['build'], { env });
      expect(exitCode, stderr).toBe(0);
    } finally {
      agent.kill();
      await agent;
    }
    const keys = await Promise.all(
      ['first', 'second'].map((name) => readFile(`${s.folder}/${name}.pub`, 'utf8')),
    );
    expect(await said(s, 'cat', '/keys')).toBe(keys.join(''));
  },
);

scenario('what has not changed since it was built stays as it is, and any change has it built', async (s) => {
  const image = `${s.project}-web`;
  const base = `${s.project}-base:1`;
  const isOld = await knowsNoContexts(s);
  const contexts = isOld ? '' : ', additional_contexts: {more: ./more}';
  const files = (args = '') => ({
    'compose.yaml': `
services:
  base:
    image: ${base}
    build: {context: base}
    profiles: [base]
  web:
    build: {context: ctx${contexts}${args}}
`,
  });
  await s.files({
    ...files(),
    'base/Dockerfile': `FROM ${s.image}\n`,
    'ctx/Dockerfile': `FROM ${base}\nARG A\nCOPY . /all\n${isOld ? '' : 'COPY --from=more . /more\n'}`,
    'ctx/a': 'a',
    'ctx/left': 'out',
    'more/b': 'b',
  });
  const build = async (...args: readonly string[]) => {
    const { exitCode, stderr } = await s.stack(['build', ...args]);
    expect(exitCode, stderr).toBe(0);
    return stderr.includes('nothing has changed since it was built') ? 'kept' : 'built';
  };
  /** Until it was built at a moment at which no file had just been written. */
  const settled = () => eventually(async () => (await build('web')) === 'kept');
  await build('base');
  await settled();
  const first = await s.docker.image(image);

  await s.step('what is asked for is built all the same', async () => {
    expect(await build('web', '--no-skip')).toBe('built');
    expect(await build('web', '--no-cache')).toBe('built');
    await settled();
  });

  const changes: Readonly<Record<string, () => Promise<unknown>>> = {
    'a file of the same size and time': async () => {
      const { atime, mtime } = await stat(`${s.folder}/ctx/a`);
      await s.files({ 'ctx/a': 'A' });
      await utimes(`${s.folder}/ctx/a`, atime, mtime);
    },
    'the mode of a file': () => chmod(`${s.folder}/ctx/a`, 0o755),
    'a new file': () => s.files({ 'ctx/new': 'new' }),
    'a file that is gone': () => rm(`${s.folder}/ctx/new`),
    ...(isOld ? {} : { 'another context': () => s.files({ 'more/b': 'B' }) }),
    'a .dockerignore where there was none': () => s.files({ 'ctx/.dockerignore': 'left\n' }),
    'the Dockerfile': () => appendFile(`${s.folder}/ctx/Dockerfile`, 'RUN true\n'),
    'an argument': () => s.files(files(', args: {A: "1"}')),
    'the base image': async () => {
      await s.files({ 'base/Dockerfile': `FROM ${s.image}\nRUN echo new > /new\n` });
      await build('base');
    },
    'an image that is gone': () => s.docker.remove({ kind: 'image', id: image, name: image }),
  };
  for (const [what, change] of Object.entries(changes))
    await s.step(`${what} is a change`, async () => {
      await change();
      expect(await build('web')).toBe('built');
      await settled();
    });

  await s.step('what .dockerignore leaves out is none', async () => {
    await s.files({ 'ctx/left': 'still out' });
    expect(await build('web')).toBe('kept');
  });

  await s.step('up --build keeps the image and its container, too', async () => {
    expect(await s.docker.image(image)).not.toBe(first);
    const up = await s.stack(['up', '-d', '--build', 'web']);
    expect(up.stderr).toContain('nothing has changed since it was built');
  });
});

scenario(
  'an image that is made of another service’s is made after it, and alike ones are made once',
  async (s) => {
    await s.files({
      'compose.yaml': `
services:
  base:
    build: {context: base}
    network_mode: none
  web: &web
    build: {context: web, additional_contexts: {base-of-web: "service:base"}}
    network_mode: none
    command: ["cat", "/base"]
  worker: *web
`,
      'base/Dockerfile': `FROM ${s.image}\nRUN echo one > /base\n`,
      'web/Dockerfile': '# syntax-free\nFROM base-of-web\n',
    });
    const run = await s.stack(['build', 'worker', 'web']);
    if (await knowsNoContexts(s)) {
      expect(run.exitCode).not.toBe(0);
      expect(run.stderr).toMatch(/compose\.yaml:7:\d+[\s\S]*engines since 23\.0 know them/);
      return;
    }
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.stderr.match(/Building/g)).toHaveLength(2);
    const id = await s.docker.image(`${s.project}-web`);
    expect(id).toBeDefined();
    expect(await s.docker.image(`${s.project}-worker`)).toBe(id);
    expect(await said(s, 'cat', '/base')).toBe('one\n');
  },
);

/** BuildKit of engines before 23.0. */
const knowsNoContexts = async ({ docker }: Scenario): Promise<boolean> =>
  Number(await docker.apiVersion()) < 1.42;

scenario('a step that fails is told with all that it said, at its line of the Dockerfile', async (s) => {
  await s.files({
    ...web('.'),
    Dockerfile: `FROM ${s.image}\nRUN seq 100 200 && echo said-before \\\n  && exit 7\n`,
  });
  const { exitCode, stderr } = await s.stack(['--progress', 'quiet', 'build']);
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/error\[build-failed\].*exit code: 7/);
  for (const line of ['100', '150', '200', 'said-before']) expect(stderr).toContain(`| ${line}\n`);
  if (!(await knowsNoContexts(s))) expect(stderr).toMatch(/Dockerfile:2:1[\s\S]*compose\.yaml:4:\d+/);
});

scenario('a build that is called off leaves no session, no image and nothing locked', async (s) => {
  await s.files({
    ...web('.'),
    Dockerfile: `FROM ${s.image}\nRUN echo begun && sleep 600\n`,
  });
  const run = s.start(['up', '-d', '--build']);
  await run.shows(/\| begun/);
  run.kill('SIGINT');
  expect((await run.finished).exitCode).toBe(130);
  expect(await s.docker.containers(s.project)).toEqual([]);
  expect(await s.docker.image(`${s.project}-web`)).toBeUndefined();
  await s.files({ Dockerfile: `FROM ${s.image}\n` });
  const again = await s.stack(['up', '-d', '--lock-timeout', '5']);
  expect(again.exitCode, again.stderr).toBe(0);
});

scenario('--check finds mistakes at their lines, and builds nothing', async (s) => {
  await s.files({ ...web('.'), Dockerfile: `FROM ${s.image} as base\nFROM base\n` });
  const run = await s.stack(['build', '--check']);
  expect(run.exitCode).toBe(1);
  if (await knowsNoContexts(s)) expect(run.stderr).toContain('knows no checks');
  else {
    expect(run.stderr).toMatch(/warning\[build-warning\]: build of web: FromAsCasing.*\n.*Dockerfile:1:1/);
    await s.files({ Dockerfile: `FROM ${s.image} AS base\nFROM base\n` });
    const again = await s.stack(['build', '--check']);
    expect(again.exitCode, again.stderr).toBe(0);
  }
  expect(await s.docker.image(`${s.project}-web`)).toBeUndefined();
});

scenario('what an engine cannot do for a build is said at the attribute that asks for it', async (s) => {
  await s.files({ Dockerfile: `FROM ${s.image}\nRUN ulimit -n > /files\n` });
  const refusals = {
    'sbom: true': /compose\.yaml:4:\d+[\s\S]*containerd image store/,
    'platforms: [linux/amd64, linux/arm64]': /compose\.yaml:4:\d+[\s\S]*build for one platform/,
    'cache_to: ["type=registry,ref=127.0.0.1:1/x"]': /compose\.yaml:4:\d+[\s\S]*`type=inline` works/,
    'entitlements: [security.insecure]': /compose\.yaml:4:\d+[\s\S]*security-insecure/,
    'network: mine': /compose\.yaml:4:\d+/,
  };
  for (const [attribute, told] of Object.entries(refusals))
    await s.step(attribute, async () => {
      await s.files(web(`{context: ., ${attribute}}`));
      const { exitCode, stderr } = await s.stack(['build']);
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(told);
    });
  await s.step('limits are kept, or said to be left out', async () => {
    await s.files(web('{context: ., ulimits: {nofile: 1234}}'));
    const { exitCode, stderr } = await s.stack(['build']);
    expect(exitCode, stderr).toBe(0);
    if (await knowsNoContexts(s)) expect(stderr).toContain('knows no ulimits: it is left out');
    else expect(await said(s, 'cat', '/files')).toBe('1234\n');
  });
});

scenario('up --build leaves no image behind that it built over, and every image of others', async (s) => {
  const image = `${s.project}-web`;
  const up = async (content: string): Promise<string> => {
    await s.files({
      'compose.yaml': `
services:
  web: {build: ., network_mode: none, command: [sleep, "1000"], stop_signal: SIGKILL}
`,
      Dockerfile: `FROM ${s.image}\nRUN echo ${content} > /content\n`,
    });
    const { exitCode, stderr } = await s.stack(['up', '-d', '--build']);
    expect(exitCode, stderr).toBe(0);
    return (await s.docker.image(image)) ?? '';
  };
  const first = await up('one');
  const second = await up('two');
  expect(second).not.toBe(first);
  expect(await s.docker.image(first)).toBeUndefined();

  await s.step('one that has another name, too, stays', async () => {
    await s.docker.tag(second, `${s.project}-other`);
    await up('three');
    expect(await s.docker.image(second)).toBe(second);
  });
});

scenario('an engine without BuildKit builds what it can, and says what it cannot', async (s) => {
  await using old = await s.proxied((call) => (/^POST \/(session|grpc)/.test(call) ? 'refuse' : 'pass'));
  await s.files({
    ...web('{context: ., args: {A: "1"}}'),
    '.dockerignore': 'left\n',
    Dockerfile: `FROM ${s.image}\nARG A\nCOPY . /all\nRUN echo $A > /argument\n`,
    left: 'out',
    kept: 'in',
  });
  const run = await s.stack(['build'], { env: old.env });
  expect(run.exitCode, run.stderr).toBe(0);
  expect(run.stderr).toContain('this engine has no BuildKit');
  expect(await said(s, 'cat', '/argument')).toBe('1\n');
  expect(await said(s, 'ls', '/all')).toBe('Dockerfile\ncompose.yaml\nkept\n');

  await s.files(web('{context: ., additional_contexts: {more: .}}'));
  const refused = await s.stack(['build'], { env: old.env });
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toMatch(/no BuildKit, which additional_contexts of a build need/);
});

scenario('proxies of the docker CLI reach builds and containers, unless the files have others', async (s) => {
  const proxies = { default: { httpProxy: 'http://proxy.test:1', noProxy: 'localhost' } };
  await s.files({
    ...web('{context: ., args: {HTTP_PROXY: "http://own.test:1"}}', '    environment: {NO_PROXY: own}\n'),
    'docker/config.json': JSON.stringify({ proxies }),
    Dockerfile: `FROM ${s.image}\nRUN env > /of-the-build\n`,
  });
  const env = { DOCKER_CONFIG: `${s.folder}/docker` };
  const built = await s.stack(['build'], { env });
  expect(built.exitCode, built.stderr).toBe(0);
  const run = await s.stack(['run', '--rm', '-T', 'web', 'sh', '-c', 'env; grep -i proxy /of-the-build'], {
    env,
  });
  expect(run.exitCode, run.stderr).toBe(0);
  const found = run.stdout.split('\n').filter((line) => /^\w+_proxy=/i.test(line));
  expect(found.slice(0, 4).sort()).toEqual([
    'HTTP_PROXY=http://proxy.test:1',
    'NO_PROXY=own',
    'http_proxy=http://proxy.test:1',
    'no_proxy=localhost',
  ]);
  expect(found.slice(4).sort()).toEqual([
    'HTTP_PROXY=http://own.test:1',
    'NO_PROXY=localhost',
    'http_proxy=http://own.test:1',
    'no_proxy=localhost',
  ]);
});

scenario('an image that a Dockerfile names is built before it, where another service makes it', async (s) => {
  await s.files({
    'compose.yaml': `
services:
  app:
    build: {context: ., dockerfile_inline: "FROM ${s.project}-zbase\\nRUN cat /base\\n"}
    network_mode: none
  zbase:
    build: {context: ., dockerfile_inline: "FROM ${s.image}\\nRUN echo base > /base\\n"}
    network_mode: none
`,
  });
  const { exitCode, stderr } = await s.stack(['build']);
  expect(exitCode, stderr).toBe(0);
  expect(await s.docker.image(`${s.project}-app`)).toBeDefined();

  await s.step('by up, too', async () => {
    for (const name of ['app', 'zbase'].map((service) => `${s.project}-${service}`))
      await s.docker.remove({ kind: 'image', id: name, name });
    const up = await s.stack(['up', '-d']);
    expect(up.exitCode, up.stderr).toBe(0);
  });
});

scenario('a context elsewhere is fetched by the builder, each time', async (s) => {
  let content = 'one';
  let asked = 0;
  await using server = await listening((_request, response) => {
    asked += 1;
    response.end(`FROM ${s.image}\nRUN echo ${content} > /content\n`);
  });
  await s.files(web(`"http://127.0.0.1:${server.port}/Dockerfile"`));
  for (content of ['one', 'two']) {
    const before = asked;
    const { exitCode, stderr } = await s.stack(['build']);
    expect(exitCode, stderr).toBe(0);
    expect(asked).toBeGreaterThan(before);
    expect(await said(s, 'cat', '/content')).toBe(`${content}\n`);
  }
});

async function listening(answer: RequestListener): Promise<AsyncDisposable & { readonly port: number }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
