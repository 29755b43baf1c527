import { describe, expect, it } from 'vitest';
import { label } from '../../src/model/labels.js';
import { containerId } from '../../src/model/names.js';
import type { ObservedState } from '../../src/model/observed.js';
import type { Service } from '../../src/model/project.js';
import { planDown } from '../../src/plan/plan-down.js';
import { looksNeeded } from '../../src/plan/plan-up.js';
import { decisionLines, inputOf, makeProject, nodeLines, plan, prepared, running } from './make-project.js';

type Parts = Partial<Omit<Service, 'name'>>;
const networks = { default: { name: 'app_default' }, later: { name: 'app_later' } };
const web = (parts: Parts = {}) => makeProject({ web: parts }, { networks });
const onTwo: Parts = { networks: { default: null, later: null } };
const withLater: ObservedState = {
  ...prepared,
  networks: [
    ...prepared.networks,
    { id: 'net-2', name: 'app_later', labels: { [label.project]: 'app', [label.network]: 'later' } },
  ],
};
const attached = { default: { name: 'app_default', id: 'net-1' }, later: { name: 'app_later', id: 'net-2' } };
const from = (before: Parts, parts: Parameters<typeof running>[2] = {}): ObservedState => ({
  ...withLater,
  containers: [running(web(before), 'web', parts)],
});
const id = containerId('web1'.padEnd(64, '0'));
const marked = (observed: ObservedState): ObservedState => ({
  ...observed,
  updateMarkers: [{ volume: 'stack-updated-x', container: id }],
});

describe('a container that is changed while it stays', () => {
  it('is marked before its first change', () => {
    expect(nodeLines(plan(web({ restart: 'always' }), from({})))).toEqual([
      'mark app-web-1 because restart: - → "always" in "update app-web-1"',
      'update app-web-1 after mark app-web-1 because restart: - → "always" in "update app-web-1"',
    ]);
  });

  it('is marked once', () => {
    const compared = new Map([[id, { told: { restart: 'no' }, asked: { restart: 'always' } }]]);
    const { nodes } = plan(web({ restart: 'always' }), marked(from({})), {}, compared);
    expect(nodes.map((node) => node.id)).toEqual(['update app-web-1']);
  });

  it('leaves and joins networks first, so that the update is the last that can fail', () => {
    const observed = from(onTwo, { networks: [attached.default, attached.later] });
    const after = { restart: 'always', networks: { default: { aliases: ['other'] } } };
    expect(plan(web(after), observed).nodes.map((node) => node.id)).toEqual([
      'mark app-web-1',
      'app-web-1 leaves app_default',
      'app-web-1 joins app_default',
      'app-web-1 leaves app_later',
      'update app-web-1',
    ]);
  });

  it('joins a network after it was made', () => {
    const observed = { ...from({}), networks: prepared.networks };
    expect(nodeLines(plan(web(onTwo), observed))).toContainEqual(
      expect.stringMatching(/^app-web-1 joins app_later after create network app_later, mark app-web-1 /),
    );
  });

  it('is started after it was changed', () => {
    const observed = from({}, { state: 'exited', exitCode: 0 });
    const lines = nodeLines(plan(web({ restart: 'always' }), observed));
    expect(lines).toContainEqual(expect.stringMatching(/^start app-web-1 after update app-web-1 /));
  });

  it('stays as it is with --no-recreate', () => {
    expect(plan(web({ restart: 'always' }), from({}), { recreate: 'never' }).nodes).toEqual([]);
  });

  it('that lost a network joins it again with its names, without a mark', () => {
    const observed = from(onTwo, { networks: [attached.default] });
    const { nodes } = plan(web(onTwo), observed);
    expect(nodes.map(({ operation }) => operation)).toMatchObject([
      { kind: 'connect-network', attachment: { network: 'app_later', aliases: ['app-web-1', 'web'] } },
    ]);
  });

  it.each<[string, Parts, Parameters<typeof running>[2]]>([
    ['it would leave the network that gave it its mode', onTwo, { networkMode: 'app_old' }],
    ['its links would be lost', { ...onTwo, external_links: ['other'] }, {}],
    ['its address would be lost', { ...onTwo, mac_address: '02:42:ac:1e:00:33' }, {}],
  ])('is replaced instead where %s', (_why, parts, container) => {
    const observed = from(parts, { networks: [attached.default], ...container });
    expect(decisionLines(plan(web(parts), observed))).toEqual([
      'replace container app-web-1: network-changed',
    ]);
  });
});

describe('a container that was changed since it was made', () => {
  it('is looked at, and only such a one', () => {
    const project = web();
    expect(looksNeeded(inputOf(project, from({})))).toEqual([]);
    expect(looksNeeded(inputOf(project, marked(from({})))).map(({ container }) => container)).toEqual([id]);
  });

  it('is what the engine tells, not what its label tells', () => {
    const told = new Map([[id, { told: { restart: 'always', pids_limit: 9 }, asked: { pids_limit: 9 } }]]);
    expect(decisionLines(plan(web({ pids_limit: 9 }), marked(from({})), {}, told))).toEqual([
      'update container app-web-1: restart: "always" → -',
    ]);
  });

  it('is what its label tells in all that cannot be changed', () => {
    const told = new Map([[id, { told: { environment: {} }, asked: { environment: { A: '1' } } }]]);
    const project = web({ environment: { A: '1' } });
    expect(plan(project, marked(from({ environment: { A: '1' } })), {}, told).nodes).toEqual([]);
  });

  it('loses its mark together with itself', () => {
    const observed = marked(from({}));
    const removals = [
      plan(web({ environment: { A: '1' } }), observed),
      plan(web({ scale: 0 }), observed),
      planDown({
        project: web().name,
        services: {},
        observed,
        options: { services: [], removeVolumes: false, removeImages: 'none' },
      }),
    ].flatMap(({ nodes }) => nodes.filter(({ operation }) => operation.kind === 'remove-container'));
    expect(removals.map(({ operation }) => operation)).toMatchObject(
      Array(3).fill({ container: { id }, marker: 'stack-updated-x' }),
    );
  });
});

it('a mark without its container is swept', () => {
  const observed = marked({ ...withLater, containers: [] });
  const { nodes, decisions } = plan(web({ scale: 0 }), observed);
  expect(nodes.map(({ operation }) => operation)).toEqual([
    { kind: 'remove-marker', volume: 'stack-updated-x' },
  ]);
  expect(decisions.filter(({ action }) => action !== 'keep')).toEqual([]);
});
