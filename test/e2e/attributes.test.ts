import { expect } from 'vitest';
import type { Project } from '../../src/model/project.js';
import { apiRequirements } from '../../src/plan/api-requirements.js';
import { partAt, withProject } from '../attributes/part-at.js';
import type { Row } from '../attributes/row.js';
import { rows } from '../attributes/rows.js';
import { eventually } from '../support/eventually.js';
import { type Scenario, scenario } from '../support/scenario.js';

const runnable = rows.filter(({ notRun }) => notRun === undefined);
const groupSize = 15;
const groupCount = Math.ceil(runnable.length / groupSize);

for (let index = 0; index < groupCount; index += 1) {
  const group = runnable.slice(index * groupSize, (index + 1) * groupSize);
  scenario(`attributes reach the engine and the container, group ${index + 1}`, (s) => showGroup(s, group));
}

async function showGroup(s: Scenario, group: readonly Row[]): Promise<void> {
  const api = await s.docker.apiVersion();
  const parts = group.map((row, index) => partOf(s, row, index));
  const known = parts.filter(({ row }) => isKnown(row, api));
  await s.step('up makes what the engine knows', async () => {
    await s.files({ 'compose.yaml': composeFile(known) });
    const up = await s.stack(['up', '-d']);
    expect(up.exitCode, up.stderr).toBe(0);
  });
  for (const part of known) await s.step(part.row.attributes.join(', '), () => show(s, part));
  for (const part of parts.filter(({ row }) => !isKnown(row, api))) {
    await s.step(`up refuses ${part.row.attributes.join(', ')}`, async () => {
      await s.files({ 'compose.yaml': composeFile([part]) });
      expect(await s.stack(['up', '-d'])).toMatchObject({
        stderr: expect.stringContaining('engine-too-old'),
      });
    });
  }
}

const isKnown = ({ attributes }: Row, api: string): boolean =>
  apiRequirements.every(
    ({ attribute, api: needed }) =>
      attribute.includes('(') || !attributes.includes(attribute) || minor(needed) <= minor(api),
  );

const minor = (version: string): number => Number(version.split('.')[1]);

type Part = ReturnType<typeof partOf>;

/** A service for a row, with networks and volumes of its own. */
function partOf(s: Scenario, row: Row, index: number) {
  const scope = `${s.project}-${index}`;
  const own = <Value>(values: Readonly<Record<string, Value>> = {}): Record<string, Value> =>
    Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key === 'default' ? key : `${key}${index}`, value]),
    );
  const { networks, volumes } = withProject(row.project ?? {}, scope);
  const { networks: attached, volumes: mounts, command, ...service } = withProject(row.service, scope);
  return {
    row,
    name: `s${index}`,
    scope,
    named: { networks: { default: { name: `${s.project}_default` }, ...networks }, volumes: volumes ?? {} },
    networks: own(networks),
    volumes: own(volumes),
    service: {
      image: s.image,
      stop_signal: 'SIGKILL',
      command: command ?? ['sh', '-c', `${row.sees?.[0] ?? 'true'}; exec sleep 100000`].map(literal),
      ...(attached && { networks: own(attached) }),
      ...(mounts && {
        volumes: mounts.map((mount) =>
          mount.type === 'volume' && mount.source ? { ...mount, source: `${mount.source}${index}` } : mount,
        ),
      }),
      ...service,
    },
  };
}

const literal = (text: string): string => text.replaceAll('$', '$$$$');

const composeFile = (parts: readonly Part[]): string =>
  JSON.stringify({
    services: Object.fromEntries(parts.map(({ name, service }) => [name, service])),
    networks: Object.assign({}, ...parts.map(({ networks }) => networks)),
    volumes: Object.assign({}, ...parts.map(({ volumes }) => volumes)),
  });

async function show(s: Scenario, { row, name, scope, named }: Part): Promise<void> {
  const container = (await s.docker.containers(s.project)).find(({ service }) => service === name);
  if (container === undefined) throw new Error(`no container of ${name}`);
  const bodies: Record<string, unknown> = { container: container.raw };
  const [kind, key = ''] = row.field.split('.')[0]?.split(' ') ?? [];
  if (kind === 'network' || kind === 'volume') {
    const ofKind: Project['networks' | 'volumes'] = named[`${kind}s`];
    const engineName = ofKind[key]?.name ?? '';
    bodies[`${kind} ${engineName}`] = await s.docker.inspect(`${kind}s`, engineName);
  }
  const told = { part: partAt(bodies, row.field, named, 'inspect') };
  const expected: unknown = withProject(row.told ?? row.asked, scope);
  if (minor(row.toldSince ?? '0.0') <= minor(await s.docker.apiVersion())) {
    // The engine adds variables and labels of the image.
    expect(told).toMatchObject({
      part: row.field === 'Config.Env' ? expect.arrayContaining(array(expected)) : expected,
    });
  }
  const { sees } = row;
  if (sees === undefined) return;
  await eventually(async () => {
    expect((await s.docker.logs(container.id)).replaceAll('\r', '').trim()).toMatch(sees[1]);
  });
}

const array = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

scenario('an image that is not of the platform asked for is not started', async (s) => {
  await s.files({
    'compose.yaml': `services:\n  web: {image: ${s.image}, platform: linux/s390x, command: sleep 1, pull_policy: never}\n`,
  });
  const up = await s.stack(['up', '-d']);
  expect(up.exitCode).not.toBe(0);
  expect(up.stderr).toContain('s390x');
});

scenario('up shows no logs of a service with attach: false, which runs all the same', async (s) => {
  const service = (more: string) => `{image: ${s.image}, command: ["echo", "words"]${more}}`;
  await s.files({
    'compose.yaml': `services:\n  quiet: ${service(', attach: false')}\n  loud: ${service('')}\n`,
  });
  const up = await s.stack(['up']);
  expect(up.exitCode).toBe(0);
  expect(up.stdout).toMatch(/^loud-1 +\| words$/m);
  expect(up.stdout).not.toContain('quiet');
  expect((await s.docker.containers(s.project)).map(({ state }) => state)).toEqual(['exited', 'exited']);
});

scenario('what the engine leaves out of a container is told with its place', async (s) => {
  await s.files({
    'compose.yaml': `services:\n  web: {image: ${s.image}, command: "true", cpu_percent: 50}\n`,
  });
  const up = await s.stack(['up', '-d']);
  expect(up.exitCode).toBe(0);
  expect(up.stderr).toMatch(/warning\[engine-warning\]: container .*CPU percent/);
  expect(up.stderr).toContain('compose.yaml:2:3');
});

scenario('what has no effect on a single engine is noted once, at the first place', async (s) => {
  const service = `{image: ${s.image}, command: "true", deploy: {endpoint_mode: vip, placement: {max_replicas_per_node: 1}}}`;
  await s.files({ 'compose.yaml': `services:\n  a: ${service}\n  b: ${service}\n` });
  const up = await s.stack(['up', '-d']);
  expect(up.exitCode).toBe(0);
  expect(up.stderr.match(/note\[no-effect\]/g)).toHaveLength(1);
  expect(up.stderr).toContain('deploy.endpoint_mode, deploy.placement have no effect');
});
