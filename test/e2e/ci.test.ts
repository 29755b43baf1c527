import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { repositoryRoot } from '../../scripts/build/repository.js';
import { scenario } from '../support/scenario.js';

const files = (image: string) => ({
  'compose.yaml': `
services:
  web:
    image: ${image}
    command: [httpd, -f, -p, "80"]
    stop_signal: SIGKILL
    ports: ["127.0.0.1:8080:80"]
    volumes: ["data:/data"]
    x-stack: {ready: {tcp: 80}}
volumes: {data: {}}
`,
});

scenario('on GitHub a test is folded by phase, and told on the page of its job', async (s) => {
  await s.files({ ...files(s.image), 'summary.md': '' });
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: `${s.folder}/summary.md` };
  const run = await s.stack(['test', '--cmd', 'echo it runs; exit 3'], { env });
  expect(run.exitCode).toBe(3);
  expect(run.stdout).toBe('it runs\n');
  expect(run.stderr).toMatch(
    /^::group::Set up\n[\s\S]*Healthy\n::endgroup::\n::group::Tear down\n[\s\S]*::endgroup::\nFailed: /,
  );
  const summary = await readFile(`${s.folder}/summary.md`, 'utf8');
  expect(summary).toContain('### ❌ stack test echo it runs; exit 3');
  expect(summary).toMatch(/\| web \| ready after [\d.]+s \|/);
});

scenario('the action brings a copy up, tells where it is, and takes it down after the job', async (s) => {
  await s.files({ ...files(s.image), env: '', output: '', state: '' });
  const variables = [
    `INPUT_STACK="${process.execPath} ${repositoryRoot}/bin/stack.js"`,
    'INPUT_WAIT-TIMEOUT=60',
    'GITHUB_ENV=env GITHUB_OUTPUT=output GITHUB_STATE=state',
  ].join(' ');
  await s.shell(`env ${variables} ${process.execPath} ${repositoryRoot}/action/up.js 2>&1`);
  const read = (name: string) => readFile(`${s.folder}/${name}`, 'utf8');
  expect(await read('env')).toMatch(/^WEB_80_TCP=127\.0\.0\.1:\d+\n$/);
  const [, project = ''] = /^project=(.*)\n$/.exec(await read('output')) ?? [];
  expect(await s.docker.containers(project)).toMatchObject([{ service: 'web', state: 'running' }]);
  const [, copy = ''] = /^copy=(.*)\n$/.exec(await read('state')) ?? [];
  await s.shell(
    `env ${variables} STATE_copy=${copy} ${process.execPath} ${repositoryRoot}/action/down.js 2>&1`,
  );
  expect(await s.docker.everythingOf(s.project)).toEqual([]);
});
