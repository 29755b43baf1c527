import { expect } from 'vitest';
import { scenario } from '../support/scenario.js';

const sleeper = (image: string) =>
  `image: ${image}\n    command: ["sleep", "100000"]\n    stop_signal: SIGKILL`;

scenario(
  'a dependent is not started when its dependency ends, and the error tells all there is to know',
  async (s) => {
    await s.files({
      'compose.yaml': `
services:
  web:
    ${sleeper(s.image)}
    depends_on: {db: {condition: service_healthy}}
  db:
    image: ${s.image}
    command: ["sh", "-c", "echo cannot open the data folder; exit 137"]
    healthcheck: {test: ["CMD", "true"], interval: 10s}
`,
    });
    const up = await s.stack(['up', '-d']);
    expect(up.exitCode).toBe(1);
    expect(up.stderr).toContain(`dependency failed to start: container ${s.project}-db-1 exited (137)`);
    expect(up.stderr).toContain('ended by SIGKILL');
    expect(up.stderr).toContain('cannot open the data folder');
    expect(up.stderr).toContain(`not started because of it: ${s.project}-web-1`);
    const web = (await s.docker.containers(s.project)).find(({ service }) => service === 'web');
    expect(web?.state).toBe('created');
  },
);

scenario('an unhealthy dependency is reported with the output of its last probe', async (s) => {
  await s.files({
    'compose.yaml': `
services:
  web:
    ${sleeper(s.image)}
    depends_on: {db: {condition: service_healthy}}
  db:
    ${sleeper(s.image)}
    healthcheck: {test: ["CMD-SHELL", "echo no answer on port 5432; exit 1"], interval: 100ms, retries: 2}
`,
  });
  const up = await s.stack(['up', '-d']);
  expect(up.exitCode).toBe(1);
  expect(up.stderr).toContain(`container ${s.project}-db-1 is unhealthy`);
  expect(up.stderr).toContain('no answer on port 5432');
});

scenario('a dependency that is not required is a warning, and its dependent starts', async (s) => {
  await s.files({
    'compose.yaml': `
services:
  web:
    ${sleeper(s.image)}
    depends_on: {cache: {condition: service_healthy, required: false}}
  cache:
    image: ${s.image}
    command: ["false"]
    healthcheck: {test: ["CMD", "true"], interval: 10s}
`,
  });
  const up = await s.stack(['up', '-d']);
  expect(up.exitCode).toBe(0);
  expect(up.stderr).toContain('optional dependency "cache" failed to start');
  const web = (await s.docker.containers(s.project)).find(({ service }) => service === 'web');
  expect(web?.state).toBe('running');
});

scenario('--wait fails when a service without a health check ends at once', async (s) => {
  await s.files({
    'compose.yaml': `services:\n  web:\n    image: ${s.image}\n    command: ["sh", "-c", "exit 4"]\n`,
  });
  const up = await s.stack(['up', '-d', '--wait']);
  expect(up.exitCode).toBe(1);
  expect(up.stderr).toContain(`container ${s.project}-web-1 exited (4)`);
});

scenario('--wait-timeout ends with 124 and says so', async (s) => {
  await s.files({
    'compose.yaml': `services:\n  web:\n    ${sleeper(s.image)}\n    healthcheck: {test: ["CMD", "false"], interval: 1h, start_period: 1h}\n`,
  });
  const up = await s.stack(['up', '-d', '--wait', '--wait-timeout', '1']);
  expect(up.exitCode).toBe(124);
  expect(up.stderr).toContain('error[timed-out]');
});

scenario('all mistakes of a file come at once, each with its place, and nothing is touched', async (s) => {
  await s.files({
    'compose.yaml': `services:
  web:
    imge: ${s.image}
    depends_on: [dv]
  db:
    image: ${s.image}
    ports: "80"
`,
  });
  const up = await s.stackRecorded(['up', '-d']);
  expect(up.exitCode).toBe(2);
  expect(up.stderr).toContain('error[unknown-key]');
  expect(up.stderr).toContain('compose.yaml:3:5');
  expect(up.stderr).toContain('did you mean `image`?');
  expect(up.stderr).toContain('compose.yaml:7:');
  expect(up.calls.filter((call) => !call.includes('_ping'))).toEqual([]);
  expect(up.stderr).not.toMatch(/^\s+at .*\.js/m);
});

scenario('a circle of dependencies is named as a path', async (s) => {
  await s.files({
    'compose.yaml': `services:\n  a: {image: x, depends_on: [b]}\n  b: {image: x, depends_on: [c]}\n  c: {image: x, depends_on: [a]}\n`,
  });
  const config = await s.stack(['config']);
  expect(config.exitCode).toBe(2);
  expect(config.stderr).toContain('a → b → c → a');
});

scenario('an image that cannot be had points at its line', async (s) => {
  await s.files({ 'compose.yaml': `services:\n  web:\n    image: 127.0.0.1:1/nothing:here\n` });
  const up = await s.stack(['up', '-d']);
  expect(up.exitCode).toBe(1);
  expect(up.stderr).toContain('127.0.0.1:1/nothing:here');
  expect(await s.docker.containers(s.project)).toEqual([]);
});

scenario('without an engine there is one error that says what was tried', async (s) => {
  await s.files({ 'compose.yaml': `services:\n  web:\n    image: ${s.image}\n` });
  const up = await s.stack(['up', '-d'], { env: { DOCKER_HOST: 'unix:///nonexistent/docker.sock' } });
  expect(up.exitCode).toBe(1);
  expect(up.stderr.match(/^error/gm)).toHaveLength(1);
  expect(up.stderr).toContain('error[engine-unreachable]');
  expect(up.stderr).toContain('unix:///nonexistent/docker.sock');
});

scenario('a missing external network is an error with its place before anything is made', async (s) => {
  await s.files({
    'compose.yaml': `services:\n  web:\n    image: ${s.image}\n    networks: [shared]\nnetworks:\n  shared:\n    external: true\n    name: ${s.project}-missing\n`,
  });
  const up = await s.stack(['up', '-d']);
  expect(up.exitCode).toBe(2);
  expect(up.stderr).toContain(`network ${s.project}-missing declared as external, but could not be found`);
  expect(up.stderr).toContain('compose.yaml:8:');
  expect(await s.docker.containers(s.project)).toEqual([]);
});
