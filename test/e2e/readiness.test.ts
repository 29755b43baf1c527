import { expect } from 'vitest';
import { eventually } from '../support/eventually.js';
import { scenario } from '../support/scenario.js';

scenario('--wait waits for what x-stack.ready asks for, of every kind', async (s) => {
  const service = (script: string, ready: string) =>
    `{image: ${s.image}, stop_signal: SIGKILL, volumes: ["./signal:/signal"], command: [sh, -c, ${JSON.stringify(script)}], x-stack: {ready: ${ready}}}`;
  const wait = 'until [ -e /signal/go ]; do sleep 0.05; done';
  await s.files({
    'signal/here': '',
    'compose.yaml': `
services:
  tcp: ${service(`${wait}; exec httpd -f -p 80`, '{tcp: 80}')}
  http: ${service(`mkdir /w; httpd -p 80 -h /w; ${wait}; echo up > /w/health; sleep 1000`, '{http: {port: 80, path: /health, body: "^up$"}}')}
  log: ${service(`echo ready; ${wait}; echo ready; sleep 1000`, '{log: {match: "^ready$", count: 2}}')}
  command: ${service('sleep 1000', '{command: test -e /signal/go}')}
  exit: ${service(`${wait}; exit 3`, '{exit: 3}')}
  any: ${service(`${wait}; exec httpd -f -p 81`, '{any: [{tcp: 80}, {tcp: 81}]}')}
  after: {image: ${s.image}, stop_signal: SIGKILL, command: [sleep, "1000"], depends_on: {tcp: {condition: service_healthy}}}
`,
  });
  const up = s.start(['up', '-d', '--wait']);
  await eventually(async () => {
    const states = (await s.docker.containers(s.project)).map(({ state }) => state);
    return states.filter((state) => state === 'running').length === 6;
  });
  await up.shows(/any-1 {2}Waiting/);
  expect(up.stderr).not.toMatch(/Healthy|Error/);
  expect((await s.docker.containers(s.project)).find(({ service: name }) => name === 'after')?.state).toBe(
    'created',
  );
  await s.files({ 'signal/go': '' });
  const { exitCode, stderr } = await up.finished;
  expect(exitCode, stderr).toBe(0);
  expect(stderr.match(/-1 {2}Healthy/g)).toHaveLength(7);
});

scenario('what never gets ready fails in its time, and says what did not hold', async (s) => {
  await s.files({
    'compose.yaml': `
services:
  silent:
    image: ${s.image}
    stop_signal: SIGKILL
    command: [sleep, "1000"]
    ports: ["127.0.0.1::80"]
    x-stack: {ready: {tcp: 80, timeout: 500ms}}
  dead:
    image: ${s.image}
    command: [sh, -c, "sleep 0.3; exit 3"]
    x-stack: {ready: {tcp: 80}}
`,
  });
  const { exitCode, stderr } = await s.stack(['up', '-d', '--wait']);
  expect(exitCode).toBe(1);
  expect(stderr).toContain(
    'silent-1 is not ready: after 0.5 seconds it was still not so that something listens on port 80 (nobody listens)',
  );
  expect(stderr).toContain('dead-1 exited (3)');
  expect(stderr).not.toContain('MaxListeners');
});

scenario('a mistake in x-stack.ready is told at its line, and docker compose passes it over', async (s) => {
  const file = (ready: string) =>
    `services:\n  web:\n    image: ${s.image}\n    x-stack:\n      ready:\n        ${ready}\n`;
  await s.files({ 'compose.yaml': file('tpc: 80') });
  const unknown = await s.stack(['config', '-q']);
  expect(unknown.exitCode).toBe(2);
  expect(unknown.stderr).toMatch(/compose\.yaml:6:9[\s\S]*did you mean `tcp`\?/);
  await s.files({ 'compose.yaml': file('log: "("') });
  expect((await s.stack(['config', '-q'])).stderr).toMatch(
    /is no regular expression: \([\s\S]*compose\.yaml:6:14/,
  );
});
