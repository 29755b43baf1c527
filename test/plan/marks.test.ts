import { expect, it } from 'vitest';
import { label } from '../../src/model/labels.js';
import { containerId } from '../../src/model/names.js';
import { markDecisions } from '../../src/plan/marks.js';
import type { Decision, Plan, PlanNode } from '../../src/plan/plan.js';
import { planDown } from '../../src/plan/plan-down.js';
import { makeProject, nothing, plan, prepared, running } from './make-project.js';

const project = makeProject({ web: {} });
const changed = makeProject({ web: { environment: { MODE: 'prod' } } });
const withContainers = (...containers: ReturnType<typeof running>[]) => ({ ...prepared, containers });

/** One entry per decision that has marks. */
const marksOf = ({ decisions }: Pick<Plan, 'decisions'>): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(decisions.flatMap(({ name, marks }) => (marks === undefined ? [] : [[name, marks]])));

it('what only comes or stays has no mark', () => {
  expect(marksOf(plan(project, nothing))).toEqual({});
  expect(marksOf(plan(project, withContainers(running(project, 'web'))))).toEqual({});
});

it('a running container that is replaced is down for a while, one that has exited is not', () => {
  expect(marksOf(plan(changed, withContainers(running(project, 'web'))))).toEqual({
    'app-web-1': ['downtime'],
  });
  const exited = running(project, 'web', { state: 'exited', exitCode: 1 });
  expect(marksOf(plan(changed, withContainers(exited)))).toEqual({});
});

it('a container that gets another name is told by the new one', () => {
  const named = makeProject({ web: { container_name: 'shop' } });
  expect(marksOf(plan(named, withContainers(running(project, 'web'))))).toEqual({ shop: ['downtime'] });
});

it('a restart is a downtime', () => {
  const depends = (environment: Record<string, string>) =>
    makeProject({
      db: { environment },
      web: { depends_on: { db: { condition: 'service_started', required: true, restart: true } } },
    });
  const before = depends({});
  expect(
    marksOf(plan(depends({ A: '1' }), withContainers(running(before, 'db'), running(before, 'web')))),
  ).toEqual({ 'app-db-1': ['downtime'], 'app-web-1': ['downtime'] });
});

it('a container whose successor runs before it stops is never down', () => {
  const target = { service: 'web', number: 1 };
  const old = { ...target, name: 'app-web-1', id: containerId('old') };
  const fresh = { ...target, name: 'app-web-1' };
  const cause = { kind: 'absent' } as const;
  const start: PlanNode = {
    id: 'start',
    operation: { kind: 'start-container', container: fresh },
    after: [],
    cause,
  };
  const wait: PlanNode = {
    id: 'wait',
    operation: { kind: 'wait-container', container: fresh, until: 'settled' },
    after: [{ node: 'start', required: true }],
    cause,
  };
  const stop = (after: string): PlanNode => ({
    id: 'stop',
    operation: { kind: 'stop-container', container: old },
    after: [{ node: after, required: true }],
    cause,
  });
  const decisions: readonly Decision[] = [
    { resource: 'container', name: 'app-web-1', service: 'web', action: 'replace', causes: [cause] },
  ];
  const marks = (nodes: readonly PlanNode[]) => marksOf({ decisions: markDecisions(decisions, nodes) });
  expect(marks([start, wait, stop('wait')])).toEqual({});
  expect(marks([stop('elsewhere'), start, wait])).toEqual({ 'app-web-1': ['downtime'] });
});

it('what is left over of an interrupted replacement serves nobody', () => {
  const current = running(project, 'web');
  const id = containerId('f'.repeat(64));
  const leftover = running(project, 'web', { id, name: `${id.slice(0, 12)}_app-web-1` });
  expect(marksOf(plan(project, withContainers(current, leftover)))).toEqual({});
});

it('replicas and orphans that go are down, if they ran', () => {
  const observed = withContainers(
    running(project, 'web'),
    running(project, 'web', { number: 2 }),
    running(project, 'web', { number: 3, state: 'exited' }),
  );
  expect(marksOf(plan(project, observed))).toEqual({ 'app-web-2': ['downtime'] });
  const orphans = plan(makeProject({ db: {} }), observed, { removeOrphans: true });
  expect(marksOf(orphans)).toEqual({ 'app-web-1': ['downtime'], 'app-web-2': ['downtime'] });
});

const anonymous = { type: 'volume', name: 'ab'.repeat(32), target: '/data' };

it('a down that takes volumes along destroys data, one that leaves them does not', () => {
  const observed = {
    ...withContainers(running(project, 'web', { mounts: [anonymous] })),
    volumes: [{ name: 'app_data', labels: { [label.project]: 'app' } }],
  };
  const down = (removeVolumes: boolean) =>
    planDown({
      project: project.name,
      services: project.services,
      observed,
      options: { services: [], removeVolumes, removeImages: 'none' },
    });
  expect(marksOf(down(false))).toEqual({ 'app-web-1': ['downtime'] });
  expect(marksOf(down(true))).toEqual({
    'app-web-1': ['destroys-data', 'downtime'],
    app_data: ['destroys-data'],
  });
});

it('anonymous volumes that are renewed are lost', () => {
  const observed = withContainers(running(project, 'web', { mounts: [anonymous] }));
  expect(marksOf(plan(changed, observed, { renewAnonymousVolumes: true }))).toEqual({
    'app-web-1': ['destroys-data', 'downtime'],
  });
  expect(marksOf(plan(changed, observed))).toEqual({ 'app-web-1': ['downtime'] });
});
