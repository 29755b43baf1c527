import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { eventually } from '../support/eventually.js';
import { scenario } from '../support/scenario.js';

scenario('a test that is killed at any moment leaves nothing once the next has run', async (s) => {
  const left = () => s.docker.everythingOf(s.project);
  await s.files({
    'compose.yaml': `
services:
  db:
    image: ${s.image}
    command: [sleep, "1000"]
    stop_signal: SIGKILL
    volumes: ["data:/data", "/anonymous"]
  built:
    build: {context: ., dockerfile_inline: "FROM ${s.image}\\nCMD [\\"sleep\\", \\"1000\\"]\\n"}
    stop_signal: SIGKILL
  tests:
    image: ${s.image}
    profiles: [test]
    depends_on: [db]
    command: [sleep, "0.1"]
volumes: {data: {}}
`,
  });
  const whole = await s.stack(['test', 'tests']);
  expect(whole.exitCode, whole.stderr).toBe(0);
  const killOne = async (): Promise<void> => {
    const run = s.start(['test', 'tests']);
    await delay(randomInt(Math.round(whole.durationMs * 1.1)));
    run.kill('SIGKILL');
    await run.finished;
  };
  // Fifty, of which five at a time: they sweep after each other, and run into each other's sweeping.
  for (let round = 1; round <= 10; round += 1) await Promise.all([1, 2, 3, 4, 5].map(killOne));
  const next = await s.stack(['test', 'tests']);
  expect(next.exitCode, next.stderr).toBe(0);
  // A call that was under way when its process was killed may take effect a moment after the look of the next run.
  await eventually(async () => {
    await s.stack(['gc', '--quiet']);
    return (await left()).length === 0;
  });
  expect(await left()).toEqual([]);
});
