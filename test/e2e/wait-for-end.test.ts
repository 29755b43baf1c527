import { expect } from 'vitest';
import { scenario } from '../support/scenario.js';

const service = (image: string, end: string) => `
    image: ${image}
    command: ["sh", "-c", "trap 'exit 0' TERM; until [ -e /go ]; do usleep 20000; done; exit ${end}"]`;

scenario('wait ends when all containers have, with the exit code of the last', async (s) => {
  await s.files({
    'compose.yaml': `services:\n  a: ${service(s.image, '3')}\n  b: ${service(s.image, '5')}\n`,
  });
  expect((await s.stack(['wait', 'a'])).stderr).toContain(`no containers for project "${s.project}"`);
  await s.stack(['up', '-d']);
  const waiting = s.start(['wait', 'a', 'b']);
  await s.stack(['exec', 'a', 'touch', '/go']);
  await waiting.shows(/exited with status code 3/);
  await s.stack(['exec', 'b', 'touch', '/go']);
  expect((await waiting.finished).exitCode).toBe(5);
  const [a] = (await s.docker.containers(s.project)).filter((each) => each.service === 'a');
  expect(await s.stack(['wait', 'a'])).toMatchObject({
    exitCode: 3,
    stdout: `container "${a?.id}" exited with status code 3\n`,
  });
});

scenario('wait --down-project takes the project away when the first container has ended', async (s) => {
  await s.files({
    'compose.yaml': `services:\n  a: ${service(s.image, '3')}\n  b: ${service(s.image, '5')}\n`,
  });
  await s.stack(['up', '-d']);
  const waiting = s.start(['wait', '--down-project', 'a', 'b']);
  await s.stack(['exec', 'b', 'touch', '/go']);
  expect((await waiting.finished).exitCode).toBe(5);
  expect(await s.docker.containers(s.project)).toEqual([]);
  expect(await s.docker.networks(s.project)).toEqual([]);
});
