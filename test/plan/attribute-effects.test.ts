import { describe, expect, it } from 'vitest';
import type { Service } from '../../src/model/project.js';
import { attributeEffects, effectOf } from '../../src/plan/attribute-effects.js';
import { prefixes, schemaAttributes } from '../attributes/schema-attributes.js';
import { decisionLines, makeProject, plan, prepared, running } from './make-project.js';

const ofServices = schemaAttributes()
  .filter((attribute) => attribute.startsWith('services.*.'))
  .map((attribute) => attribute.slice('services.*.'.length));

describe('the table of effects', () => {
  it('has a row for every attribute of a service', () => {
    const missing = ofServices.filter(
      (attribute) => !prefixes(attribute).some((prefix) => prefix in attributeEffects),
    );
    expect(missing).toEqual([]);
  });

  it('has no row for what is no attribute', () => {
    const known = new Set(['name', ...ofServices.flatMap(prefixes)]);
    expect(Object.keys(attributeEffects).filter((attribute) => !known.has(attribute))).toEqual([]);
  });

  it.each([
    ['ports[0].published', 'replace'],
    ['ports[12].name', 'nothing'],
    ['deploy.resources.limits.memory', 'raise'],
    ['deploy.resources.reservations.devices[0].count', 'replace'],
    ['networks.back.aliases', 'reconnect'],
    ['environment.restart', 'replace'],
  ])('finds for %s that it is %s', (path, effect) => {
    expect(effectOf(path)).toBe(effect);
  });
});

type Parts = Partial<Omit<Service, 'name'>>;
const limits = (memory: string): Parts => ({ deploy: { resources: { limits: { memory } } } });

/** What becomes of a container, of a service before and after. */
const changes: readonly [what: string, before: Parts, after: Parts, action: 'keep' | 'update' | 'replace'][] =
  [
    ['a restart policy that is set', {}, { restart: 'always' }, 'update'],
    ['a restart policy that is taken away', { restart: 'always' }, {}, 'update'],
    ['a restart policy of deploy', {}, { deploy: { restart_policy: { condition: 'any' } } }, 'update'],
    [
      'the delay of a restart policy',
      { deploy: { restart_policy: { condition: 'any', delay: '5s' } } },
      { deploy: { restart_policy: { condition: 'any', delay: '6s' } } },
      'keep',
    ],
    ['more memory', { mem_limit: '67108864' }, { mem_limit: '134217728' }, 'update'],
    ['more memory of deploy', limits('67108864'), limits('134217728'), 'update'],
    ['less memory', { mem_limit: '134217728' }, { mem_limit: '67108864' }, 'replace'],
    ['a first limit of memory', {}, { mem_limit: '67108864' }, 'replace'],
    ['a limit of memory that is taken away', { mem_limit: '67108864' }, {}, 'replace'],
    [
      'a limit of memory that goes under its other name',
      { mem_limit: '67108864' },
      limits('67108864'),
      'keep',
    ],
    ['swap without a limit', { memswap_limit: '134217728' }, { memswap_limit: '-1' }, 'update'],
    ['reserved memory', {}, { mem_reservation: '67108864' }, 'update'],
    ['processors', { cpus: 0.5 }, { cpus: 0.25 }, 'update'],
    ['processors without a limit', { cpus: 0.5 }, {}, 'replace'],
    ['shares of processors', {}, { cpu_shares: 512 }, 'update'],
    ['a set of processors', {}, { cpuset: '0' }, 'update'],
    ['a quota of processors', { cpu_quota: '50000' }, { cpu_quota: '60000' }, 'update'],
    ['a limit of processes', {}, { pids_limit: 99 }, 'update'],
    ['a limit of processes that is taken away', { pids_limit: 99 }, {}, 'update'],
    ['a weight of block devices', {}, { blkio_config: { weight: 300 } }, 'replace'],
    ['an alias', {}, { networks: { default: { aliases: ['other'] } } }, 'update'],
    ['a limit and a variable', {}, { pids_limit: 99, environment: { A: '1' } }, 'replace'],
    ['a label', {}, { labels: { a: 'b' } }, 'replace'],
    ['labels of deploy', {}, { deploy: { labels: { a: 'b' } } }, 'keep'],
    ['a development section', {}, { develop: { watch: [{ path: '/src', action: 'rebuild' }] } }, 'keep'],
    ['the name of a port', { ports: [{ target: 80 }] }, { ports: [{ target: 80, name: 'web' }] }, 'keep'],
    [
      'the short form of a mount written in full',
      { volumes: [{ type: 'bind', source: '/a', target: '/b', bind: { create_host_path: true } }] },
      { volumes: [{ type: 'bind', source: '/a', target: '/b' }] },
      'keep',
    ],
  ];

describe('a change of', () => {
  it.each(changes)('%s', (_what, before, after, action) => {
    const { decisions } = plan(makeProject({ web: after }), {
      ...prepared,
      containers: [running(makeProject({ web: before }), 'web')],
    });
    expect(decisions.find(({ resource }) => resource === 'container')?.action).toBe(action);
  });

  it('several attributes that can be updated is told attribute by attribute', () => {
    const observed = { ...prepared, containers: [running(makeProject({ web: { cpus: 1 } }), 'web')] };
    expect(decisionLines(plan(makeProject({ web: { cpus: 0.5, restart: 'always' } }), observed))).toEqual([
      'update container app-web-1: cpus: 1 → 0.5 and restart: - → "always"',
    ]);
  });
});
