import { expect } from 'vitest';
import { type Scenario, scenario } from '../support/scenario.js';

const files = (image: string) => ({
  'compose.yaml': `
services:
  talker:
    image: ${image}
    scale: 2
    stop_signal: SIGKILL
    command: ["sh", "-c", "echo one; echo two >&2; sleep 1000"]
  screen:
    image: ${image}
    tty: true
    stop_signal: SIGKILL
    command: ["sh", "-c", "printf '\\\\033[31mred\\\\033[0m\\\\nplain\\\\n'; sleep 1000"]
`,
});

async function said(s: Scenario, ...args: string[]) {
  const run = await s.stack(['logs', ...args]);
  expect(run.exitCode, run.stderr).toBe(0);
  return run;
}

scenario('logs keeps the streams apart, and leaves out what does not match', async (s) => {
  await s.files(files(s.image));
  await s.stack(['up', '-d', '--wait']);

  const all = await said(s, 'talker');
  expect(all.stdout.split('\n').sort()).toEqual(['', 'talker-1  | one', 'talker-2  | one']);
  expect(all.stderr.split('\n').sort()).toEqual(['', 'talker-1  | two', 'talker-2  | two']);

  expect((await said(s, '--index', '2', 'talker')).stdout).toBe('talker-2  | one\n');
  expect((await said(s, '--no-log-prefix', '--grep', '^red$')).stdout).toBe('\u001b[31mred\u001b[0m\n');
  expect((await said(s, '--no-log-prefix', 'screen')).stdout).toBe('\u001b[31mred\u001b[0m\nplain\n');
  expect((await s.stack(['logs', '--grep', '('])).exitCode).toBe(2);

  const objects = (await said(s, '--format', 'json', '--index', '1', 'talker')).stdout
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(objects).toHaveLength(2);
  expect(objects).toContainEqual({
    ts: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    service: 'talker',
    replica: 1,
    stream: 'stderr',
    line: 'two',
  });
});

scenario('following, every line of containers that come and go is told once', async (s) => {
  await s.files(files(s.image));
  await s.stack(['up', '-d', '--scale', 'talker=1', 'talker']);
  const following = s.start(['logs', '-f', 'talker']);
  await following.shows(/talker-1 +\| one/);
  await s.stack(['scale', 'talker=2']);
  await following.shows(/talker-2 +\| one/);
  await s.stack(['up', '-d', '--force-recreate', '--scale', 'talker=1', 'talker']);
  await following.shows(/(talker-1 +\| one[\s\S]*){2}/);
  following.kill('SIGINT');
  const { exitCode, stdout } = await following.finished;
  expect(exitCode).toBe(130);
  expect(stdout.match(/talker-1 +\| one/g)).toHaveLength(2);
  expect(stdout.match(/talker-2 +\| one/g)).toHaveLength(1);
});
