import { rm } from 'node:fs/promises';
import { expect } from 'vitest';
import { eventually } from '../support/eventually.js';
import { writingCalls } from '../support/recording-proxy.js';
import { scenario } from '../support/scenario.js';

scenario('doctor names a project whose folder is gone, and changes nothing', async (s) => {
  await s.files({ 'old/compose.yaml': `services:\n  web: {image: ${s.image}, command: ["true"]}\n` });
  expect((await s.stack(['-f', 'old/compose.yaml', 'up', '-d'])).exitCode).toBe(0);
  await eventually(async () => (await s.docker.containers(s.project))[0]?.state === 'exited');
  await rm(`${s.folder}/old`, { recursive: true });

  const doctor = await s.stackRecorded(['doctor', '--json']);
  expect(writingCalls(doctor.calls)).toEqual([]);
  const { findings } = JSON.parse(doctor.stdout);
  expect(findings).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ check: 'engine', verdict: 'fine' }),
      expect.objectContaining({
        check: 'leftovers',
        message: expect.stringContaining(
          `project ${s.project} is left over: its folder ${s.folder}/old is gone`,
        ),
      }),
    ]),
  );
});

scenario('doctor says what to do when no engine answers, and ends with 1', async (s) => {
  const doctor = await s.stack(['doctor'], { env: { DOCKER_HOST: 'unix:///nowhere/docker.sock' } });
  expect(doctor.exitCode).toBe(1);
  expect(doctor.stdout).toContain('✘ no Docker Engine answers at unix:///nowhere/docker.sock');
  expect(doctor.stdout).toContain('DOCKER_HOST');
});
