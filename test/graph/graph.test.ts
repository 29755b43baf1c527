import { describe, expect, it } from 'vitest';
import { checkCycles, findCycle } from '../../src/graph/cycle.js';
import { buildDependencyGraph } from '../../src/graph/dependency-graph.js';
import { selectServices } from '../../src/graph/select-services.js';
import { topologicalOrder } from '../../src/graph/topological-order.js';
import type { Dependency } from '../../src/model/project.js';
import { makeProject } from '../plan/make-project.js';

const started: Dependency = { condition: 'service_started', required: true };
const graphOf = (services: Parameters<typeof makeProject>[0]) =>
  buildDependencyGraph(makeProject(services).services);

describe('dependencies', () => {
  it.each([
    ['depends_on', { depends_on: { db: started } }],
    ['network_mode', { network_mode: 'service:db' }],
    ['ipc', { ipc: 'service:db' }],
    ['pid', { pid: 'service:db' }],
    ['volumes_from', { volumes_from: ['db:ro'] }],
    ['links', { links: ['db:database'] }],
  ])('come from %s', (_attribute, web) => {
    expect(graphOf({ db: {}, web }).dependenciesOf('web')).toMatchObject([
      { dependency: 'db', condition: 'service_started' },
    ]);
  });

  it('keep the condition that depends_on gives, whatever else implies them', () => {
    const healthy: Dependency = { condition: 'service_healthy', required: true };
    const graph = graphOf({ db: {}, web: { network_mode: 'service:db', depends_on: { db: healthy } } });
    expect(graph.dependenciesOf('web')).toMatchObject([{ condition: 'service_healthy' }]);
  });

  it('put dependencies first in the order', () => {
    const graph = graphOf({
      a: { depends_on: { b: started } },
      b: { depends_on: { c: started } },
      c: {},
      d: {},
    });
    expect(topologicalOrder(graph)).toEqual(['c', 'd', 'b', 'a']);
  });
});

describe('a cycle', () => {
  const cyclic = graphOf({
    a: { depends_on: { b: started } },
    b: { depends_on: { c: started } },
    c: { depends_on: { a: started } },
  });

  it('is named as the path that comes back to where it began', () => {
    expect(checkCycles(cyclic, () => undefined)).toMatchObject([
      { code: 'dependency-cycle', message: 'services depend on each other in a circle: a → b → c → a' },
    ]);
  });

  it('of one service with itself is one', () => {
    expect(findCycle(graphOf({ a: { depends_on: { a: started } } }))).toEqual(['a', 'a']);
  });

  it('is not seen where two ways lead to the same service', () => {
    expect(
      findCycle(
        graphOf({ a: { depends_on: { b: started, c: started } }, b: { depends_on: { c: started } }, c: {} }),
      ),
    ).toBeUndefined();
  });

  it('is looked for in a chain of ten thousand services without exhausting the stack', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [
        `s${index}`,
        { depends_on: { [`s${index + 1}`]: started } },
      ]),
    );
    expect(findCycle(graphOf(chain))).toBeUndefined();
  });
});

describe('a selection', () => {
  const project = makeProject({ web: { depends_on: { db: started } }, db: {}, other: {} });
  const disabled = makeProject({ tool: { profiles: ['dev'], depends_on: { db: started } } }).services;
  const withTool = { ...project, disabledServices: disabled };

  it('of nothing is all that is enabled', () => {
    const selected = selectServices(withTool, { names: [], withDependencies: true });
    expect(selected.ok && [...selected.value.services]).toEqual(['web', 'db', 'other']);
  });

  it('takes in what the named services depend on', () => {
    const selected = selectServices(project, { names: ['web'], withDependencies: true });
    expect(selected.ok && [...selected.value.services]).toEqual(['web', 'db']);
  });

  it('of an unknown name suggests the nearest', () => {
    expect(selectServices(project, { names: ['wbe'], withDependencies: true })).toMatchObject({
      ok: false,
      diagnostics: [
        { code: 'unknown-service', message: 'no such service: wbe', help: 'did you mean `web`?' },
      ],
    });
  });

  it('that needs a disabled service says which profile enables it', () => {
    const needing = makeProject({ web: { depends_on: { tool: started } } });
    expect(
      selectServices({ ...needing, disabledServices: disabled }, { names: [], withDependencies: true }),
    ).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'disabled-service', help: expect.stringContaining('--profile dev') }],
    });
  });
});
