import { expect } from 'vitest';
import { eventually } from '../support/eventually.js';
import { type Scenario, scenario } from '../support/scenario.js';

const sleeps = (image: string) => `image: ${image}\n    command: sleep 1000\n    stop_signal: SIGKILL`;

scenario(
  'a network with another subnet takes the place of the old one, and containers keep running and find each other',
  async (s) => {
    const files = (network: string) =>
      s.files({
        'compose.yaml': `services:
  web:
    image: ${s.image}
    command: sh -c "while sleep 0.2; do nslookup store; done"
    stop_signal: SIGKILL
  db:
    ${sleeps(s.image)}
    networks: { default: { aliases: [store] } }
networks:
  default: ${network}
`,
      });
    const subnet = (address: string) => `{ ipam: { config: [{ subnet: ${address} }] } }`;
    await files(subnet('10.213.1.0/24'));
    expect(await s.stack(['up', '-d'])).toMatchObject({ exitCode: 0 });
    const idsBefore = await containerIds(s);
    await eventually(async () =>
      expect(await s.docker.logs(idsBefore['web'] ?? '')).toMatch(/Address.* 10\.213\.1\./),
    );
    await files(subnet('10.213.2.0/24'));

    await s.step('the plan names the attribute', async () => {
      expect((await s.stack(['plan'])).stdout).toContain('"10.213.1.0/24" → "10.213.2.0/24"');
    });
    await s.step('the same containers are on the new network, under the same names', async () => {
      expect(await s.stack(['up', '-d'])).toMatchObject({ exitCode: 0 });
      expect(await containerIds(s)).toEqual(idsBefore);
      await eventually(async () =>
        expect(await s.docker.logs(idsBefore['web'] ?? '')).toMatch(/Address.* 10\.213\.2\./),
      );
    });
    await s.step('there is nothing more to do', async () => {
      expect(await s.stack(['plan', '--detailed-exitcode'])).toMatchObject({ exitCode: 0 });
    });
    await s.step('one that cannot be made leaves the old one, with everything on it', async () => {
      await files('{ driver: nosuch }');
      expect(await s.stack(['up', '-d'])).toMatchObject({ exitCode: 1 });
      expect(await containerIds(s)).toEqual(idsBefore);
      const answers = async () =>
        (await s.docker.logs(idsBefore['web'] ?? '')).split(/Address.* 10\.213\.2\./).length;
      const before = await answers();
      await eventually(async () => expect(await answers()).toBeGreaterThan(before));
    });
  },
);

async function containerIds(s: Scenario): Promise<Readonly<Record<string, string>>> {
  const running = (await s.docker.containers(s.project)).filter(({ state }) => state === 'running');
  return Object.fromEntries(running.map(({ service, id }) => [service, id]));
}

scenario(
  'a volume of another definition keeps its data until it is named with --recreate-volumes',
  async (s) => {
    const files = (label: string) =>
      s.files({
        'compose.yaml': `services:
  db:
    image: ${s.image}
    command: sh -c "ls /data; touch /data/kept; exec sleep 1000"
    stop_signal: SIGKILL
    volumes: [data:/data]
volumes:
  data: { labels: { made: ${label} } }
`,
      });
    await files('first');
    await s.stack(['up', '-d']);
    await s.stack(['up', '-d', '--force-recreate']);
    const found = async () => await s.docker.logs((await containerIds(s))['db'] ?? '');
    await eventually(async () => expect(await found()).toContain('kept'));
    const first = await containerIds(s);
    await files('second');

    await s.step('a plain up tells what changed and touches nothing', async () => {
      const run = await s.stack(['up', '-d']);
      expect(run).toMatchObject({ exitCode: 0 });
      expect(run.stderr).toContain('labels.made: "first" → "second"');
      expect(await containerIds(s)).toEqual(first);
    });
    await s.step('named, it is made anew and empty', async () => {
      expect(await s.stack(['up', '-d', '--recreate-volumes', 'data'])).toMatchObject({ exitCode: 0 });
      expect(Object.keys(await containerIds(s))).toEqual(['db']);
      expect(await containerIds(s)).not.toEqual(first);
      expect(await found()).not.toContain('kept');
    });
    await s.step('named again, it stays as it is now', async () => {
      const second = await containerIds(s);
      expect(await s.stack(['up', '-d', '--recreate-volumes', 'data'])).toMatchObject({ exitCode: 0 });
      expect(await containerIds(s)).toEqual(second);
    });
  },
);

scenario(
  'down takes inactive profiles, paused containers, and networks and volumes that no file has any more',
  async (s) => {
    await s.files({
      'compose.yaml': `services:
  web:
    ${sleeps(s.image)}
    networks: [gone]
    volumes: [gone:/gone]
  tool:
    ${sleeps(s.image)}
    profiles: [tools]
networks: { gone: {} }
volumes: { gone: {} }
`,
    });
    await s.stack(['--profile', 'tools', 'up', '-d']);
    const web = (await s.docker.containers(s.project)).find(({ service }) => service === 'web');
    await s.docker.pause(web?.id ?? '');
    await s.files({ 'compose.yaml': `services:\n  other:\n    ${sleeps(s.image)}\n` });

    expect(await s.stack(['down', '-v'])).toMatchObject({ exitCode: 0 });
    expect(await s.docker.containers(s.project)).toEqual([]);
    expect(await s.docker.networks(s.project)).toEqual([]);
    expect(await s.docker.volumes(s.project)).toEqual([]);
  },
);

scenario('down names who still uses a network, leaves that, and takes everything else', async (s) => {
  const other = `${s.project}-other`;
  await s.files({
    'compose.yaml': `services:
  web:
    ${sleeps(s.image)}
    networks: [default, second]
networks: { second: {} }
`,
    'other.yaml': `services:
  guest:
    ${sleeps(s.image)}
networks: { default: { name: ${s.project}_default, external: true } }
`,
  });
  await s.stack(['up', '-d']);
  await s.stack(['-p', other, '-f', 'other.yaml', 'up', '-d']);
  const run = await s.stack(['--progress', 'plain', 'down']);
  expect(run).toMatchObject({ exitCode: 0 });
  expect(run.stderr).toContain(`resource is still in use by ${other}-guest-1`);
  expect(await s.docker.containers(s.project)).toEqual([]);
  expect((await s.docker.networks(s.project)).map(({ name }) => name)).toEqual([`${s.project}_default`]);
  await s.stack(['-p', other, 'down', '-t', '0']);
  expect(await s.docker.containers(other)).toEqual([]);
});
