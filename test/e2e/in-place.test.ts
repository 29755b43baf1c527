import { expect } from 'vitest';
import { eventually } from '../support/eventually.js';
import { type Scenario, scenario } from '../support/scenario.js';

/** Services that sleep, with these attributes as JSON. */
const files = (s: Scenario, services: Readonly<Record<string, object>>, more: object = {}) =>
  s.files({
    'compose.yaml': JSON.stringify({
      services: Object.fromEntries(
        Object.entries(services).map(([name, attributes]) => [
          name,
          { image: s.image, command: ['sleep', '100000'], stop_signal: 'SIGKILL', ...attributes },
        ]),
      ),
      ...more,
    }),
  });

async function up(s: Scenario, ...options: readonly string[]): Promise<void> {
  const run = await s.stack(['up', '-d', ...options]);
  expect(run.exitCode, run.stderr).toBe(0);
}

async function expectNothingToDo(s: Scenario): Promise<void> {
  expect((await s.stack(['plan'])).stdout).toContain('Nothing to do');
}

async function find(s: Scenario, service: string) {
  const found = (await s.docker.containers(s.project)).filter((container) => container.service === service);
  const [container] = found;
  if (container === undefined || found.length > 1) throw new Error(`not one container of ${service}`);
  return container;
}

const outcome = async (s: Scenario, service: string) => {
  const { id, startedAt, raw } = await find(s, service);
  return { id, startedAt, ...raw.HostConfig };
};

scenario('a restart policy and limits change while the container runs on, and back again', async (s) => {
  const small = { mem_limit: '64m', cpus: 0.5 };
  const large = { mem_limit: '128m', cpus: 0.25, pids_limit: 77, restart: 'on-failure:3' };
  await files(s, { web: small });
  await up(s);
  const { id, startedAt } = await find(s, 'web');

  await files(s, { web: large });
  expect((await s.stack(['plan'])).stdout).toContain('mem_limit: "67108864" → "134217728"');
  await up(s);
  expect(await outcome(s, 'web')).toMatchObject({
    id,
    startedAt,
    Memory: 134217728,
    NanoCpus: 250000000,
    PidsLimit: 77,
    RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
  });
  await expectNothingToDo(s);

  await files(s, { web: { ...small, mem_limit: '128m' } });
  await up(s);
  expect(await outcome(s, 'web')).toMatchObject({
    id,
    startedAt,
    NanoCpus: 500000000,
    RestartPolicy: { Name: 'no' },
  });
  await expectNothingToDo(s);
});

scenario('what the container may use is what the files say after an update', async (s) => {
  const service = (pids: number) => ({
    web: {
      pids_limit: pids,
      // The one of this container, wherever the engine keeps them.
      command: [
        'sh',
        '-c',
        'while :; do cat /sys/fs/cgroup/pids.max /sys/fs/cgroup/pids/pids.max 2>/dev/null; sleep 0.2; done',
      ],
    },
  });
  await files(s, service(50));
  await up(s);
  const { id } = await find(s, 'web');
  await eventually(async () => expect(await s.docker.logs(id)).toMatch(/^50$/m));
  await files(s, service(60));
  await up(s);
  await eventually(async () => expect(await s.docker.logs(id)).toMatch(/^60$/m));
});

scenario(
  'less memory replaces the container, because a limit below what is in use ends programs',
  async (s) => {
    await files(s, { web: { mem_limit: '128m' } });
    await up(s);
    const { id } = await find(s, 'web');
    await files(s, { web: { mem_limit: '64m' } });
    await up(s);
    const after = await outcome(s, 'web');
    expect(after).toMatchObject({ Memory: 67108864 });
    expect(after.id).not.toBe(id);
  },
);

scenario('a changed alias and a new network are there for others while the container runs on', async (s) => {
  const networks = { networks: { default: {}, later: {} } };
  const asks = (...names: readonly string[]) => ({
    command: [
      'sh',
      '-c',
      `while :; do for name in ${names.join(' ')}; do ping -c 1 -W 1 $$name >/dev/null 2>&1 && echo $$name; done; sleep 0.2; done`,
    ],
    networks: ['default', 'later'],
  });
  const ask = asks('old-name', 'new-name', 'web');
  await files(s, { web: { networks: { default: { aliases: ['old-name'] } } }, ask }, networks);
  await up(s);
  const before = await find(s, 'web');
  const asking = await find(s, 'ask');
  await eventually(async () => expect(await s.docker.logs(asking.id)).toMatch(/^old-name$/m));

  const web = { networks: { default: { aliases: ['new-name'] }, later: null } };
  await files(s, { web, ask }, networks);
  const plan = await s.stack(['plan']);
  expect(plan.stdout).toContain('networks.default.aliases: ["old-name"] → ["new-name"]');
  await up(s);
  await eventually(async () => expect(await s.docker.logs(asking.id)).toMatch(/^new-name$/m));
  const after = await find(s, 'web');
  expect([after.id, after.startedAt]).toEqual([before.id, before.startedAt]);
  expect(after.raw.NetworkSettings.Networks).toMatchObject({
    [`${s.project}_default`]: { Aliases: expect.arrayContaining([before.name, 'web', 'new-name']) },
    [`${s.project}_later`]: { Aliases: expect.arrayContaining([before.name, 'web']) },
  });
  await expectNothingToDo(s);

  await files(s, { web: { networks: { default: { aliases: ['new-name'] } } }, ask }, networks);
  await up(s);
  const last = await find(s, 'web');
  expect([last.id, Object.keys(last.raw.NetworkSettings.Networks)]).toEqual([
    before.id,
    [`${s.project}_default`],
  ]);
});

scenario('a container that lost its network is on it again with its names', async (s) => {
  await files(s, { web: {} });
  await up(s);
  const before = await find(s, 'web');
  await s.docker.disconnect(`${s.project}_default`, before.id);
  expect((await s.stack(['plan'])).stdout).toContain(`is not attached to network ${s.project}_default`);
  await up(s);
  const after = await find(s, 'web');
  expect([after.id, after.startedAt]).toEqual([before.id, before.startedAt]);
  expect(after.raw.NetworkSettings.Networks).toMatchObject({
    [`${s.project}_default`]: { Aliases: expect.arrayContaining([before.name, 'web']) },
  });
  await expectNothingToDo(s);
});

scenario('a network that cannot be joined leaves the container on those it was on', async (s) => {
  const networks = { networks: { default: { ipam: { config: [{ subnet: '198.18.61.0/24' }] } } } };
  const at = (address: string) => ({ networks: { default: { ipv4_address: address } } });
  await files(s, { web: at('198.18.61.7'), other: at('198.18.61.8') }, networks);
  await up(s);
  const before = await find(s, 'web');
  await files(s, { web: at('198.18.61.8'), other: at('198.18.61.8') }, networks);
  expect((await s.stack(['up', '-d', '--no-deps', 'web'])).exitCode).toBe(1);
  const after = await find(s, 'web');
  expect(after.id).toBe(before.id);
  expect(after.raw.NetworkSettings.Networks).toMatchObject({
    [`${s.project}_default`]: { IPAddress: '198.18.61.7', Aliases: expect.arrayContaining(['web']) },
  });
});

scenario('scaling leaves the replicas that stay exactly as they are', async (s) => {
  await files(s, { web: {} });
  await up(s, '--scale', 'web=2');
  const seen = async () =>
    (await s.docker.containers(s.project)).map(({ id, startedAt }) => `${id} ${startedAt}`);
  const two = await seen();
  await up(s, '--scale', 'web=4');
  expect(await seen()).toEqual([...two, expect.anything(), expect.anything()]);
  await up(s, '--scale', 'web=2');
  expect(await seen()).toEqual(two);
});

scenario('nothing tells of an update after down, and before it only what is meant to', async (s) => {
  await files(s, { web: { volumes: ['data:/data'] } }, { volumes: { data: {} } });
  await up(s);
  await files(s, { web: { volumes: ['data:/data'], restart: 'always' } }, { volumes: { data: {} } });
  await up(s);
  const { id } = await find(s, 'web');
  const names = async () => (await s.docker.volumes(s.project)).map(({ name }) => name).sort();
  expect(await names()).toEqual([`${s.project}_data`, `stack-updated-${id}`].sort());
  expect((await s.stack(['plan', '--json'])).stdout).not.toContain('stack-updated');
  expect((await s.stack(['down', '-t', '0'])).exitCode).toBe(0);
  expect(await names()).toEqual([`${s.project}_data`]);
});

scenario('an update by hand is taken back where there was reason to look', async (s) => {
  await files(s, { web: { restart: 'always' } });
  await up(s);
  await files(s, { web: { restart: 'unless-stopped' } });
  await up(s);
  const { id } = await find(s, 'web');
  await s.docker.update(id, { RestartPolicy: { Name: 'no' } });
  expect((await s.stack(['plan'])).stdout).toContain('restart: not set → "unless-stopped"');
  await up(s);
  expect(await outcome(s, 'web')).toMatchObject({ id, RestartPolicy: { Name: 'unless-stopped' } });
});
