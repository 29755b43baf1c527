import { describe, expect, test } from 'vitest';
import { label } from '../../src/model/labels.js';
import type { ObservedContainer, ObservedNetwork } from '../../src/model/observed.js';
import type { Project } from '../../src/model/project.js';
import { containerHash } from '../../src/plan/container-hash.js';
import { decisionLines, makeProject, plan, prepared, running } from './make-project.js';

/** As docker compose leaves a container: with its hash, without our labels. */
function foreign(project: Project, service: string, idOf = (_: string) => ''): ObservedContainer {
  const container = running(project, service);
  const definition = project.services[service];
  if (definition === undefined) throw new Error(`no service ${service}`);
  const { [label.applied]: _, ...labels } = container.labels;
  return { ...container, labels: { ...labels, [label.configHash]: containerHash(definition, idOf) } };
}

describe('a container that docker compose made', () => {
  const project = makeProject({ web: { environment: { A: '1' } } });

  test('stays as it is while its hash is that of the files', () => {
    const observed = { ...prepared, containers: [foreign(project, 'web')] };
    expect(decisionLines(plan(project, observed))).toEqual([]);
  });

  test('is replaced when its hash is another one', () => {
    const observed = { ...prepared, containers: [foreign(project, 'web')] };
    const changed = makeProject({ web: { environment: { A: '2' } } });
    expect(decisionLines(plan(changed, observed))).toEqual([
      'replace container app-web-1: unknown-configuration',
    ]);
  });

  test('stays when it shares the namespace and the volumes of a container that stays', () => {
    const shared = makeProject({
      base: {},
      side: { network_mode: 'service:base', volumes_from: ['base:ro'], depends_on: restarting('base') },
    });
    const base = foreign(shared, 'base');
    const side = foreign(shared, 'side', () => base.id);
    expect(decisionLines(plan(shared, { ...prepared, containers: [base, side] }))).toEqual([]);
  });

  test('is replaced when the container whose namespace it shares is not the one that is there', () => {
    const shared = makeProject({
      base: {},
      side: { network_mode: 'service:base', depends_on: restarting('base') },
    });
    const containers = [foreign(shared, 'base'), foreign(shared, 'side', () => 'f'.repeat(64))];
    expect(decisionLines(plan(shared, { ...prepared, containers }))).toEqual([
      'replace container app-side-1: unknown-configuration',
    ]);
  });
});

describe('a network that docker compose made', () => {
  const project = makeProject({ web: {} });
  const made = (hash: string, attributes: Partial<ObservedNetwork> = {}) => ({
    ...prepared,
    networks: prepared.networks.map((network) => ({
      ...network,
      driver: 'bridge',
      ipam: { driver: 'default', config: [{ subnet: '172.18.0.0/16', gateway: '172.18.0.1' }] },
      ...attributes,
      labels: { ...network.labels, [label.configHash]: hash },
    })),
    containers: [running(project, 'web')],
  });
  const changes = (hash: string, attributes?: Partial<ObservedNetwork>) =>
    decisionLines(plan(project, made(hash, attributes)));

  test('is replaced only when its hash and something that the engine tells of it differ', () => {
    const hash = plan(project, { ...prepared, networks: [] }).nodes.flatMap(({ operation }) =>
      operation.kind === 'create-network' ? operation.labels[label.configHash] : [],
    );
    expect(changes(String(hash), { internal: true })).toEqual([]);
    expect(changes('another')).toEqual([]);
    expect(changes('another', { internal: true, driver_opts: { mtu: '9000' } })).toEqual([
      'replace network app_default: driver_opts.mtu: "9000" → - and internal: true → -',
    ]);
  });
});

const restarting = (name: string) => ({
  [name]: { condition: 'service_started', required: true, restart: true } as const,
});
