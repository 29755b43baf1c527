import { expect } from 'vitest';
import { scenario } from '../support/scenario.js';

scenario('hooks run in their container as they say, after its start and before its stop', async (s) => {
  const file = (command: string) => `
services:
  web:
    image: ${s.image}
    command: ${command}
    stop_signal: SIGKILL
    environment: {A: container}
    volumes: ["log:/log"]
    post_start:
      - command: ["sh", "-c", "echo started $$A $$B as $$(id -u) in $$(pwd) >> /log/hooks"]
        environment: [B=hook]
        working_dir: /tmp
      - {command: chown 7 /log/hooks}
      - {command: ["sh", "-c", "echo by $$(id -u) >> /log/hooks"], user: "7"}
    pre_stop:
      - {command: ["sh", "-c", "echo stopping >> /log/hooks"]}
      - {command: ["sh", "-c", "echo cannot >&2; exit 3"]}
volumes: {log: {}}
`;
  await s.files({ 'compose.yaml': file('["sleep", "100000"]') });
  expect((await s.stack(['up', '-d'])).exitCode).toBe(0);
  await s.files({ 'compose.yaml': file('["sleep", "100001"]') });
  const replaced = await s.stack(['up', '-d']);
  expect(replaced.exitCode).toBe(0);
  expect(replaced.stderr).toContain('warning[hook-failed]: web hook exited with status 3');
  expect(replaced.stderr).toContain('| cannot');
  expect((await s.stack(['down'])).exitCode).toBe(0);

  await s.files({
    'compose.yaml': `
services:
  read: {image: ${s.image}, command: ["cat", "/log/hooks"], volumes: ["log:/log"]}
volumes: {log: {}}
`,
  });
  const read = await s.stack(['up']);
  const lines = read.stdout.split('\n').flatMap((line) => /\| (.*)$/.exec(line)?.[1] ?? []);
  const round = ['started container hook as 0 in /tmp', 'by 7'];
  expect(lines).toEqual([...round, 'stopping', ...round, 'stopping']);
});

scenario('a post_start that fails keeps the old container and tells what the hook said', async (s) => {
  const file = (hook: string) => `
services:
  web:
    image: ${s.image}
    command: ["sleep", "100000"]
    stop_signal: SIGKILL
    environment: {HOOK: ${hook}}
    post_start: [{command: ["sh", "-c", "echo said; exit ${hook}"]}]
`;
  await s.files({ 'compose.yaml': file('0') });
  expect((await s.stack(['up', '-d'])).exitCode).toBe(0);
  const [before] = await s.docker.containers(s.project);
  await s.files({ 'compose.yaml': file('4') });
  const up = await s.stack(['up', '-d']);
  expect(up.exitCode).toBe(1);
  expect(up.stderr).toContain('error[hook-failed]: web hook exited with status 4');
  expect(up.stderr).toContain('compose.yaml:8:18');
  expect(up.stderr).toContain('| said');
  expect(await s.docker.containers(s.project)).toMatchObject([
    { id: before?.id, name: `${s.project}-web-1`, state: 'running' },
  ]);
});
