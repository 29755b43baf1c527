import { createHash } from 'node:crypto';
import { readFile, symlink } from 'node:fs/promises';
import { execa } from 'execa';
import { expect } from 'vitest';
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
      const { exitCode, stderr } = await s.stack(['build']);
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
