import { describe, expect, it } from 'vitest';
import type { Service, UpdateConfig } from '../../src/model/project.js';
import { checkUpdates } from '../../src/plan/check-updates.js';
import type { Action } from '../../src/plan/plan.js';
import type { UpOptions } from '../../src/plan/up-options.js';
import { inputOf, makeProject, nodeLines, plan, prepared, running } from './make-project.js';

type Parts = Partial<Service>;
const scale = 3;

/** The plan for a change of all replicas: which nodes come after which, without causes. */
function update(update_config: UpdateConfig | undefined, more: Parts = {}, options: Partial<UpOptions> = {}) {
  const deploy = update_config === undefined ? {} : { deploy: { update_config } };
  const project = (A: string) => makeProject({ web: { scale, environment: { A }, ...deploy, ...more } });
  const containers = [1, 2, 3].map((number) => running(project('1'), 'web', { number }));
  return plan(project('2'), { ...prepared, containers }, options);
}

const short = (line: string) =>
  line
    .replace(/ because .*? in "/, ' in "')
    .replace(/ because .*$/, '')
    .replaceAll(/app-web-(\d) \(web\d0+\)/g, 'old $1')
    .replaceAll('app-web-', 'new ');
const lines = (...question: Parameters<typeof update>) => nodeLines(update(...question)).map(short);
const about = (all: readonly string[], pattern: RegExp) => all.filter((line) => pattern.test(line));

describe('without update_config', () => {
  it('a replica is touched only when the one before it is ready', () => {
    expect(lines(undefined)).toEqual([
      'create new 1 after rename old 1 in "replace new 1"',
      'create new 2 after rename old 2, wait new 1 until settled in "replace new 2"',
      'create new 3 after rename old 3, wait new 2 until settled in "replace new 3"',
      'remove old 1 after wait new 1 until settled',
      'remove old 2 after wait new 2 until settled',
      'remove old 3 after wait new 3 until settled',
      'rename old 1 in "replace new 1"',
      'rename old 2 after wait new 1 until settled in "replace new 2"',
      'rename old 3 after wait new 2 until settled in "replace new 3"',
      'start new 1 after create new 1, stop old 1 in "replace new 1"',
      'start new 2 after create new 2, stop old 2 in "replace new 2"',
      'start new 3 after create new 3, stop old 3 in "replace new 3"',
      'stop old 1 after create new 1 in "replace new 1"',
      'stop old 2 after create new 2 in "replace new 2"',
      'stop old 3 after create new 3 in "replace new 3"',
      'wait new 1 until settled after start new 1 in "replace new 1"',
      'wait new 2 until settled after start new 2 in "replace new 2"',
      'wait new 3 until settled after start new 3 in "replace new 3"',
    ]);
  });

  it('replicas that do not run keep no other waiting', () => {
    const project = (A: string) => makeProject({ web: { scale, environment: { A } } });
    const containers = [1, 2, 3].map((number) => running(project('1'), 'web', { number, state: 'exited' }));
    const all = nodeLines(plan(project('2'), { ...prepared, containers })).map(short);
    expect(about(all, /^rename/)).toEqual([
      'rename old 1 in "replace new 1"',
      'rename old 2 in "replace new 2"',
      'rename old 3 in "replace new 3"',
    ]);
  });
});

describe('order: start-first', () => {
  const order = 'start-first';

  it('stops an old container only when the new one is ready, and goes on when it is stopped', () => {
    const all = lines({ order });
    expect(about(all, /^(start|stop|remove|rename)/)).toEqual([
      'remove old 1 after stop old 1',
      'remove old 2 after stop old 2',
      'remove old 3 after stop old 3',
      'rename old 1 in "replace new 1"',
      'rename old 2 after stop old 1 in "replace new 2"',
      'rename old 3 after stop old 2 in "replace new 3"',
      'start new 1 after create new 1 in "replace new 1"',
      'start new 2 after create new 2 in "replace new 2"',
      'start new 3 after create new 3 in "replace new 3"',
      'stop old 1 after wait new 1 until settled in "replace new 1"',
      'stop old 2 after wait new 2 until settled in "replace new 2"',
      'stop old 3 after wait new 3 until settled in "replace new 3"',
    ]);
  });

  it.each([
    ['container_name', { container_name: 'web' }, 'be named web'],
    ['mac_address', { mac_address: '02:42:ac:11:00:02' }, 'have 02:42'],
    ['ports[0]', { ports: [{ target: 80, published: '8080' }] }, 'publish port 8080'],
    ['network_mode', { network_mode: 'host' }, 'one network (host)'],
    [
      'networks.default.ipv4_address',
      { networks: { default: { ipv4_address: '10.0.0.2' } } },
      'have 10.0.0.2',
    ],
  ] as const)('is refused beside %s', (_path, parts, reason) => {
    expect(complaints({ deploy: { update_config: { order } }, ...parts })).toEqual([
      expect.stringContaining(reason),
    ]);
    expect(complaints({ deploy: { rollback_config: { order } }, ...parts })).toHaveLength(1);
    expect(complaints({ deploy: { update_config: { order: 'stop-first' } }, ...parts })).toEqual([]);
    expect(complaints({ deploy: { update_config: { order } }, ...parts }, 'create')).toEqual([]);
  });

  it.each([
    ['a port that the engine chooses', { ports: [{ target: 80 }] }],
    ['a range of ports', { ports: [{ target: 80, published: '8000-8010' }] }],
    ['no network at all', { network_mode: 'none' }],
  ] as const)('is fine with %s', (_what, parts) => {
    expect(complaints({ deploy: { update_config: { order } }, ...parts })).toEqual([]);
  });
});

describe('parallelism', () => {
  it('replaces as many at a time, the next when all of them are ready', () => {
    expect(about(lines({ parallelism: 2 }), /^rename/)).toEqual([
      'rename old 1 in "replace new 1"',
      'rename old 2 in "replace new 2"',
      'rename old 3 after wait new 1 until settled, wait new 2 until settled in "replace new 3"',
    ]);
  });

  it('of 0 replaces all at once', () => {
    expect(about(lines({ parallelism: 0 }), /^rename/)).toEqual([
      'rename old 1 in "replace new 1"',
      'rename old 2 in "replace new 2"',
      'rename old 3 in "replace new 3"',
    ]);
  });
});

describe('delay', () => {
  it('passes between two lots', () => {
    expect(about(lines({ delay: '10s' }), /^(delay|rename)/)).toEqual([
      'delay before new 2 after wait new 1 until settled',
      'delay before new 3 after wait new 1 until settled, wait new 2 until settled',
      'rename old 1 in "replace new 1"',
      'rename old 2 after delay before new 2 in "replace new 2"',
      'rename old 3 after delay before new 3 in "replace new 3"',
    ]);
    const delay = update({ delay: '1m30s' }).nodes.find(({ operation }) => operation.kind === 'delay');
    expect(delay?.operation).toMatchObject({ milliseconds: 90_000 });
  });
});

describe('monitor', () => {
  it('is how long a new container is watched', () => {
    const waits = update({ monitor: '5s' }).nodes.filter(
      ({ operation }) => operation.kind === 'wait-container',
    );
    expect(waits.map(({ operation }) => operation)).toMatchObject(Array(3).fill({ monitorMs: 5000 }));
  });
});

describe('failure_action', () => {
  it('continue goes on after a failure', () => {
    expect(about(lines({ failure_action: 'continue' }), /^rename/)).toEqual([
      'rename old 1 in "replace new 1"',
      'rename old 2 after [wait new 1 until settled] in "replace new 2"',
      'rename old 3 after [wait new 2 until settled] in "replace new 3"',
    ]);
  });

  it('rollback keeps every old container until all new ones are ready', () => {
    const result = update({ failure_action: 'rollback' });
    expect(about(nodeLines(result).map(short), /^remove/)).toEqual([
      'remove old 1 after wait new 1 until settled, wait new 2 until settled, wait new 3 until settled',
      'remove old 2 after wait new 1 until settled, wait new 2 until settled, wait new 3 until settled',
      'remove old 3 after wait new 1 until settled, wait new 2 until settled, wait new 3 until settled',
    ]);
    expect(result.groups).toMatchObject([
      { transactions: ['replace app-web-1', 'replace app-web-2', 'replace app-web-3'], tolerates: 0 },
    ]);
  });

  it('rollback takes its pace from rollback_config', () => {
    const deploy = {
      update_config: { failure_action: 'rollback' },
      rollback_config: { parallelism: 2, delay: '1s', order: 'start-first' },
    };
    expect(update(undefined, { deploy }).groups).toMatchObject([
      { rollback: { parallelism: 2, delayMs: 1000, order: 'start-first' } },
    ]);
  });

  it('of another name is refused', () => {
    expect(complaints({ deploy: { update_config: { failure_action: 'panic' } } })).toEqual([
      'deploy.update_config.failure_action of web cannot be "panic"',
    ]);
  });
});

describe('max_failure_ratio', () => {
  it('is how many failures a lot may come after', () => {
    expect(about(lines({ max_failure_ratio: 0.34 }), /^(delay|rename)/)).toEqual([
      'delay before new 2 after wait new 1 until settled of which 1 may fail',
      'delay before new 3 after wait new 1 until settled, wait new 2 until settled of which 1 may fail',
      'rename old 1 in "replace new 1"',
      'rename old 2 after delay before new 2 in "replace new 2"',
      'rename old 3 after delay before new 3 in "replace new 3"',
    ]);
  });

  it('is how many failures a rollback needs more than', () => {
    const result = update({ max_failure_ratio: 0.5, failure_action: 'rollback' });
    expect(result.groups).toMatchObject([{ tolerates: 1 }]);
    expect(about(nodeLines(result).map(short), /^(finish|remove old 1)/)).toEqual([
      'finish the update of web after wait new 1 until settled, wait new 2 until settled, wait new 3 until settled of which 1 may fail',
      'remove old 1 after finish the update of web, wait new 1 until settled',
    ]);
  });
});

describe('--no-rollback', () => {
  it('keeps what fails once it was started, and says where the old container is', () => {
    const kept = update(undefined, { scale: 1 }, { keepFailed: true, scale: { web: 1 } }).nodes.flatMap(
      ({ id, keepsWhenFailed }) => (keepsWhenFailed === undefined ? [] : [[id, keepsWhenFailed]]),
    );
    const replaced = { replaced: { name: 'web100000000_app-web-1' }, replacedIs: 'stopped' };
    expect(kept).toMatchObject([
      ['start app-web-1', replaced],
      ['wait app-web-1 until settled', replaced],
    ]);
  });

  it('makes a pause of a rollback', () => {
    expect(update({ failure_action: 'rollback' }, {}, { keepFailed: true }).groups).toBeUndefined();
  });
});

/** What is said when a container of the service is replaced, or something else becomes of it. */
function complaints(parts: Parts, action: Action = 'replace'): readonly string[] {
  const decisions = [
    { resource: 'container', name: 'app-web-1', service: 'web', action, causes: [] } as const,
  ];
  return checkUpdates(inputOf(makeProject({ web: parts }), prepared), decisions).map(
    ({ message }) => message,
  );
}
