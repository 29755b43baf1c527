import { expect } from 'vitest';
import { type Scenario, scenario } from '../support/scenario.js';

/** `app` needs `dep`; both run until they are stopped, and `short` ends by itself. */
const files = (image: string) => ({
  'compose.yaml': `
services:
  app:
    image: ${image}
    command: ["sh", "-c", "trap 'exit 3' TERM; echo hello app; while :; do usleep 20000; done"]
    depends_on: [dep]
  dep:
    image: ${image}
    command: ["sh", "-c", "trap 'exit 0' TERM; echo hello dep; while :; do usleep 20000; done"]
  short:
    image: ${image}
    command: ["sh", "-c", "echo short; exit $CODE"]
`,
});

const states = async (s: Scenario) =>
  Object.fromEntries((await s.docker.containers(s.project)).map(({ service, state }) => [service, state]));

scenario('an attached up of one service leaves what it depends on unheard and running', async (s) => {
  await s.files(files(s.image));
  const up = s.start(['up', 'app'], { env: { CODE: '0' } });
  await up.shows(/app-1 +\| hello app/);
  up.kill('SIGINT');
  const { exitCode, stdout } = await up.finished;
  expect(exitCode).toBe(130);
  expect(stdout).not.toContain('hello dep');
  expect(await states(s)).toEqual({ app: 'exited', dep: 'running' });

  const both = s.start(['up', '--attach-dependencies', '--force-recreate', 'app', 'dep'], {
    env: { CODE: '0' },
  });
  await both.shows(/dep-1 +\| hello dep/);
  both.kill('SIGINT');
  await both.finished;
});

scenario(
  '--abort-on-container-exit and its kin stop everything and pass on the right exit code',
  async (s) => {
    await s.files(files(s.image));
    const up = (code: string, ...flags: string[]) => s.stack(['up', ...flags], { env: { CODE: code } });

    await s.step('the code of the first that ended', async () => {
      const { exitCode, stderr } = await up('7', '--abort-on-container-exit');
      expect(exitCode).toBe(7);
      expect(stderr).toContain('Aborting on container exit...');
      expect(await states(s)).toEqual({ app: 'exited', dep: 'exited', short: 'exited' });
    });

    await s.step('the code of the service asked for, which is stopped with the others', async () => {
      expect((await up('7', '--exit-code-from', 'app')).exitCode).toBe(3);
      expect(await states(s)).toEqual({ app: 'exited', dep: 'exited', short: 'exited' });
    });

    await s.step('only a failure counts where only failures are asked for', async () => {
      const running = s.start(['up', '--abort-on-container-failure'], { env: { CODE: '0' } });
      await running.shows(/short-1 exited with code 0/);
      expect(await states(s)).toMatchObject({ app: 'running', dep: 'running' });
      running.kill('SIGINT');
      expect((await running.finished).exitCode).toBe(130);
      expect((await up('5', '--abort-on-container-failure')).exitCode).toBe(5);
    });
  },
);

scenario('a job that others wait for does not count as the container that ended', async (s) => {
  await s.files({
    'compose.yaml': `
services:
  migrate:
    image: ${s.image}
    command: ["true"]
  test:
    image: ${s.image}
    command: ["sh", "-c", "usleep 300000; exit 4"]
    depends_on: {migrate: {condition: service_completed_successfully}}
`,
  });
  expect((await s.stack(['up', '--exit-code-from', 'test'])).exitCode).toBe(4);
});

scenario('an attached up shows those services that --attach and --no-attach leave', async (s) => {
  await s.files(files(s.image));
  const up = await s.stack(
    ['up', '--attach', 'short', '--timestamps', '--no-log-prefix', '--abort-on-container-exit'],
    { env: { CODE: '0' } },
  );
  expect(up.stdout).toMatch(/^\d{4}-\d\d-\d\dT\S+Z short\n$/);
  const without = await s.stack(
    ['up', '--no-attach', 'app', '--no-attach', 'dep', '--exit-code-from', 'short'],
    {
      env: { CODE: '6' },
    },
  );
  expect([without.exitCode, without.stdout]).toEqual([6, 'short-1  | short\n']);
});

scenario('services that are not part of the up cannot be attached to, and nothing is made', async (s) => {
  await s.files(files(s.image));
  const attach = await s.stack(['up', 'dep', '--attach', 'app'], { env: { CODE: '0' } });
  expect(attach.exitCode).toBe(2);
  expect(attach.stderr).toContain('cannot attach to services not included in up: app');
  const code = await s.stack(['up', '--exit-code-from', 'shrt'], { env: { CODE: '0' } });
  expect([code.exitCode, code.stderr]).toEqual([2, expect.stringContaining('did you mean `short`?')]);
  expect(await s.docker.containers(s.project)).toEqual([]);
});

scenario('Ctrl-C while everything is being stopped because one ended kills what is left', async (s) => {
  await s.files({
    'compose.yaml': `
services:
  stubborn:
    image: ${s.image}
    command: ["sleep", "100000"]
    stop_grace_period: 10m
  short:
    image: ${s.image}
    command: ["sh", "-c", "exit 9"]
`,
  });
  const up = s.start(['up', '--abort-on-container-exit']);
  await up.shows(/stubborn-1 {2}Stopping/);
  up.kill('SIGINT');
  expect((await up.finished).exitCode).toBe(9);
  expect(await states(s)).toEqual({ short: 'exited', stubborn: 'exited' });
});
