import { expect, it } from 'vitest';
import { label } from '../../src/model/labels.js';
import { containerId, projectName } from '../../src/model/names.js';
import type { ObservedContainer, ObservedState } from '../../src/model/observed.js';
import { encodeApplied } from '../../src/plan/applied.js';
import { planUp } from '../../src/plan/plan-up.js';
import { decisionLines, inputOf, makeProject, nodeLines, plan, prepared, running } from './make-project.js';

const project = makeProject(
  { web: {}, db: {} },
  { networks: { default: { name: 'app_default', internal: true } } },
);
const network = {
  id: 'net-1',
  name: 'app_default',
  driver: 'bridge',
  labels: { [label.project]: 'app', [label.applied]: encodeApplied({ name: 'app_default' }) },
};

const observed = (
  containers: readonly ObservedContainer[],
  usage: Partial<NonNullable<ObservedState['usage']>> = {},
): ObservedState => ({
  ...prepared,
  networks: [network],
  containers,
  usage: { attachments: [], foreign: [], ...usage },
});

const both = [running(project, 'web'), running(project, 'db')];

it('connects what stays again, with nothing between leaving the old network and joining the new one', () => {
  const planned = plan(project, observed(both));
  const within = 'because internal: - → true in "replace network app_default"';
  expect(decisionLines(planned)).toEqual(['replace network app_default: internal: - → true']);
  expect(nodeLines(planned)).toEqual([
    `connect app-db-1 to app_default after create network app_default ${within}`,
    `connect app-web-1 to app_default after create network app_default ${within}`,
    `create network app_default after remove network app_default ${within}`,
    `disconnect app-db-1 from app_default ${within}`,
    `disconnect app-web-1 from app_default ${within}`,
    `remove network app_default after disconnect app-db-1 from app_default, disconnect app-web-1 from app_default ${within}`,
  ]);
});

it('connects by the names of the service', () => {
  const [connected] = plan(project, observed(both)).nodes.flatMap(({ operation }) =>
    operation.kind === 'connect-network' ? [operation] : [],
  );
  expect(connected).toMatchObject({ attachment: { network: 'app_default', aliases: ['app-web-1', 'web'] } });
});

it('changes nothing when the definition says the same in other words', () => {
  const same = makeProject(
    { web: {} },
    {
      networks: { default: { name: 'app_default', driver: 'bridge', internal: false, ipam: {}, labels: {} } },
    },
  );
  expect(plan(same, observed([running(same, 'web')])).nodes).toEqual([]);
});

it('starts a stopped container when it is on the new network', () => {
  const stopped = running(project, 'web', { state: 'exited', exitCode: 0 });
  const lines = nodeLines(plan(project, observed([stopped]), { services: ['web'] }));
  expect(lines).toContain('start app-web-1 after connect app-web-1 to app_default because exited');
});

it('lets a container that is replaced serve on the new network until its successor takes over', () => {
  const changed = makeProject({ web: { environment: { MODE: 'new' } } }, { networks: project.networks });
  const old = running(project, 'web');
  const { nodes } = plan(changed, observed([old]));
  const aside = nodes.find(({ id }) => id.startsWith('rename app-web-1'));
  expect(aside?.after.map(({ node }) => node)).toContain('connect app-web-1 to app_default');
});

it('connects first those that ask for an address', () => {
  const fixed = makeProject(
    { web: { networks: { default: { ipv4_address: '10.1.0.2' } } }, db: {} },
    { networks: project.networks },
  );
  const containers = [running(fixed, 'web'), running(fixed, 'db')];
  const { nodes } = plan(fixed, observed(containers));
  expect(nodes.find(({ id }) => id === 'connect app-db-1 to app_default')?.after).toContainEqual({
    node: 'connect app-web-1 to app_default',
    required: false,
  });
});

it('connects one-off containers and services that the command is not about with what they had', () => {
  const oneoff = running(project, 'db', {
    id: containerId('1f'.repeat(32)),
    name: 'app-db-run-1',
    labels: { ...running(project, 'db').labels, [label.oneoff]: 'True' },
  });
  const [, db] = both;
  if (db === undefined) throw new Error('no db');
  const had = (aliases: readonly string[], ipv4_address: string) => ({
    network: 'app_default',
    aliases,
    settings: { ipv4_address },
  });
  const attachments = [
    { container: oneoff.id, attachment: had(['once'], '10.1.0.7') },
    { container: db.id, attachment: had(['db', 'store'], '10.1.0.8') },
  ];
  const { nodes } = plan(project, observed([oneoff, db], { attachments }), { services: ['web'] });
  const connected = nodes.flatMap(({ operation }) =>
    operation.kind === 'connect-network' ? [operation.attachment] : [],
  );
  expect(connected).toEqual(attachments.map(({ attachment }) => attachment));
});

it('takes orphans that are removed off the old network and does not connect them', () => {
  const orphan = running(makeProject({ gone: {} }), 'gone');
  const lines = nodeLines(plan(project, observed([...both, orphan]), { removeOrphans: true }));
  expect(lines.filter((line) => line.startsWith('connect app-gone-1'))).toEqual([]);
  expect(lines).toContain(
    'stop app-gone-1 (gone10000000) after [disconnect app-gone-1 from app_default] because orphan',
  );
});

it('is refused as long as containers of others are on the network, which are named', () => {
  const other = {
    ...running(project, 'web'),
    name: 'other-web-1',
    labels: { [label.project]: projectName('other') },
  };
  const stray = { ...running(project, 'web'), name: 'stray', labels: {} };
  const planned = planUp(inputOf(project, observed(both, { foreign: [other, stray] })));
  expect(planned).toMatchObject({
    ok: false,
    diagnostics: [
      { code: 'resource-in-use', message: expect.stringContaining('other-web-1 of project other, stray') },
    ],
  });
});

it('never happens to an external network, nor to one of another project', () => {
  const external = makeProject(
    { web: {} },
    { networks: { default: { name: 'app_default', external: true, internal: true } } },
  );
  expect(plan(external, observed([running(external, 'web')])).nodes).toEqual([]);
  const theirs = { ...network, labels: { ...network.labels, [label.project]: 'other' } };
  expect(plan(project, { ...observed(both), networks: [theirs] }).nodes).toEqual([]);
});
