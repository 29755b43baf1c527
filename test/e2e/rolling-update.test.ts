import { expect } from 'vitest';
import { eventually } from '../support/eventually.js';
import { type Scenario, scenario } from '../support/scenario.js';

const byName = (left: { readonly name: string }, right: { readonly name: string }) =>
  left.name.localeCompare(right.name);

const containersOf = async (s: Scenario, service: string) =>
  (await s.docker.containers(s.project)).filter((one) => one.service === service).sort(byName);

/** As curl and most libraries do: a request has failed when none of the addresses of a name answers. */
const client = `
ask() { printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc -w 2 $1 80 2>/dev/null | grep -q ' 200 '; }
while true; do
  answer=failed
  for address in $(nslookup web 127.0.0.11 2>/dev/null | awk '/^Address/ && !/127.0.0.11/ { print $NF }'); do
    if ask $address; then answer=answered; break; fi
  done
  echo $answer
  sleep 0.05
done
`;

scenario(
  'a client that asks the service all the time gets an answer to every request of an update',
  async (s) => {
    const files = (mode: string, order: string) => ({
      'client.sh': client,
      'compose.yaml': `
services:
  web:
    image: ${s.image}
    command: ["sh", "-c", "mkdir -p /www && echo hello > /www/index.html && httpd -f -p 80 -h /www"]
    stop_signal: SIGKILL
    scale: 3
    environment: {MODE: ${mode}}
    deploy: {update_config: {order: ${order}}}
  client:
    image: ${s.image}
    command: ["sh", "/client.sh"]
    stop_signal: SIGKILL
    volumes: ["./client.sh:/client.sh:ro"]
`,
    });
    await s.files(files('one', 'stop-first'));
    expect((await s.stack(['up', '-d', '--wait'])).exitCode).toBe(0);
    const [asking] = await containersOf(s, 'client');
    const answers = async () =>
      (await s.docker.logs(asking?.id ?? '')).split('\n').filter((line) => line.trim() !== '');
    // It begins to ask when the first of the replicas is there.
    await eventually(async () => expect((await answers()).at(-1)).toContain('answered'));
    const before = (await answers()).length;

    for (const order of ['stop-first', 'start-first']) {
      await s.step(order, async () => {
        const old = await containersOf(s, 'web');
        await s.files(files(order, order));
        expect((await s.stack(['up', '-d'])).exitCode).toBe(0);
        const now = await containersOf(s, 'web');
        expect(now.map(({ name, state, environment }) => [name, state, environment['MODE']])).toEqual(
          [1, 2, 3].map((number) => [`${s.project}-web-${number}`, 'running', order]),
        );
        expect(now.filter(({ id }) => old.some((one) => one.id === id))).toEqual([]);
      });
    }
    const during = (await answers()).slice(before);
    expect(during.length).toBeGreaterThan(10);
    expect(during.filter((line) => line.includes('failed'))).toEqual([]);
  },
);

scenario('start-first beside a fixed port is refused at its line, and nothing is touched', async (s) => {
  const files = (mode: string, update: string) => ({
    'compose.yaml': `services:
  web:
    image: ${s.image}
    command: ["sleep", "100000"]
    stop_signal: SIGKILL
    ports: ["127.0.0.1:18391:80"]
    environment: {MODE: ${mode}}
${update}`,
  });
  await s.files(files('one', ''));
  await s.stack(['up', '-d']);
  const before = await s.docker.containers(s.project);
  await s.files(files('two', '    deploy:\n      update_config:\n        order: start-first\n'));
  const up = await s.stack(['up', '-d']);
  expect(up.exitCode).toBe(2);
  expect(up.stderr).toContain('error[conflicting-attributes]');
  expect(up.stderr).toContain('compose.yaml:10:');
  expect(up.stderr).toContain('cannot both publish port 18391');
  expect(await s.docker.containers(s.project)).toEqual(before);
});

/** A service of which only two containers find a place: the third ends. */
const twoPlaces = (s: Scenario, version: string, update: string) => ({
  'compose.yaml': `
services:
  web:
    image: ${s.image}
    command: ["sh", "-c", "[ ${version} = one ] || mkdir /places/a || mkdir /places/b || exit 4; sleep 100000"]
    stop_signal: SIGKILL
    scale: 3
    volumes: ["places:/places"]
    deploy: {update_config: {${update}}}
volumes: {places: }
`,
});

scenario('failure_action: rollback brings back every replica, also those that were updated', async (s) => {
  await s.files(twoPlaces(s, 'one', 'failure_action: rollback'));
  await s.stack(['up', '-d']);
  const before = await containersOf(s, 'web');
  await s.files(twoPlaces(s, 'two', 'failure_action: rollback'));
  const up = await s.stack(['up', '-d']);
  expect(up.exitCode).toBe(1);
  expect(up.stderr).toContain(`container ${s.project}-web-3 exited (4)`);
  const after = await containersOf(s, 'web');
  expect(after.map(({ id, name, state }) => ({ id, name, state }))).toEqual(
    before.map(({ id, name }) => ({ id, name, state: 'running' })),
  );
});

scenario('failure_action: pause leaves the replicas after a failure as they are', async (s) => {
  await s.files(twoPlaces(s, 'one', 'parallelism: 1'));
  await s.stack(['up', '-d']);
  const before = await containersOf(s, 'web');
  await s.files(twoPlaces(s, 'two', 'parallelism: 1'));
  expect((await s.stack(['up', '-d'])).exitCode).toBe(1);
  const after = await containersOf(s, 'web');
  expect(after.map(({ name, state }) => [name, state])).toEqual(before.map(({ name }) => [name, 'running']));
  expect(after.map(({ id }, index) => id === before[index]?.id)).toEqual([false, false, true]);
});

scenario('--no-rollback keeps the failed container and the old one, and the next up tidies up', async (s) => {
  const files = (command: string) => ({
    'compose.yaml': `services:\n  web:\n    image: ${s.image}\n    command: ["sh", "-c", "${command}"]\n    stop_signal: SIGKILL\n`,
  });
  await s.files(files('sleep 100000'));
  await s.stack(['up', '-d']);
  const [old] = await s.docker.containers(s.project);
  const name = `${s.project}-web-1`;
  const aside = `${old?.id.slice(0, 12)}_${name}`;
  await s.files(files('echo wrong; exit 3'));

  await s.step('both are there, and the error says how to get the old one back', async () => {
    const up = await s.stack(['up', '-d', '--no-rollback']);
    expect(up.exitCode).toBe(1);
    expect(up.stderr).toContain(
      `docker rm -f ${name} && docker rename ${aside} ${name} && docker start ${name}`,
    );
    expect(await containersOf(s, 'web')).toMatchObject([
      { id: old?.id, name: aside, state: 'exited' },
      { name, state: 'exited', exitCode: 3 },
    ]);
  });
  await s.step('the same files fail again and lose nothing', async () => {
    expect((await s.stack(['up', '-d'])).exitCode).toBe(1);
    expect(await s.docker.containers(s.project)).toHaveLength(2);
  });
  await s.step('files that work again leave one container', async () => {
    await s.files(files('sleep 200000'));
    expect((await s.stack(['up', '-d'])).exitCode).toBe(0);
    expect(await s.docker.containers(s.project)).toMatchObject([{ name, state: 'running' }]);
    expect((await s.stack(['plan', '--detailed-exitcode'])).exitCode).toBe(0);
  });
});

scenario('a failure within the time that monitor gives counts, and one after it does not', async (s) => {
  const files = (command: string, monitor: string) => ({
    'compose.yaml': `services:\n  web:\n    image: ${s.image}\n    command: ["sh", "-c", "${command}"]\n    stop_signal: SIGKILL\n    deploy: {update_config: {monitor: ${monitor}}}\n`,
  });
  await s.files(files('sleep 100000', '1s'));
  await s.stack(['up', '-d']);
  const [old] = await s.docker.containers(s.project);
  await s.files(files('sleep 1; exit 3', '10s'));
  expect((await s.stack(['up', '-d'])).exitCode).toBe(1);
  expect(await s.docker.containers(s.project)).toMatchObject([{ id: old?.id, state: 'running' }]);
  await s.files(files('sleep 5; exit 3', '100ms'));
  expect((await s.stack(['up', '-d'])).exitCode).toBe(0);
});
