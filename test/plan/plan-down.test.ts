import { expect, it } from 'vitest';
import { label } from '../../src/model/labels.js';
import type { ObservedState } from '../../src/model/observed.js';
import type { Dependency } from '../../src/model/project.js';
import { type DownOptions, planDown } from '../../src/plan/plan-down.js';
import { makeProject, nodeLines, prepared, running } from './make-project.js';

const started: Dependency = { condition: 'service_started', required: true };
const project = makeProject({ web: { depends_on: { db: started } }, db: {} });
const mounts = [{ type: 'volume', name: 'app_data', target: '/data' }];
const containers = [running(project, 'web'), running(project, 'db', { mounts })];
const volumes = [{ name: 'app_data', labels: { [label.project]: 'app' } }];
const observed = { ...prepared, volumes, containers };

const down = (options: Partial<DownOptions> = {}, state: ObservedState = observed) =>
  planDown({
    project: project.name,
    services: project.services,
    observed: state,
    options: { services: [], removeVolumes: false, removeImages: 'none', ...options },
  });

it('stops dependents before what they depend on, and removes the networks last', () => {
  expect(nodeLines(down())).toEqual([
    'remove app-db-1 after stop app-db-1 because requested by down',
    'remove app-web-1 after stop app-web-1 because requested by down',
    'remove network app_default after remove app-db-1, remove app-web-1 because requested by down',
    'stop app-db-1 after [stop app-web-1] because requested by down',
    'stop app-web-1 because requested by down',
  ]);
});

it('keeps volumes unless it is told to remove them', () => {
  expect(nodeLines(down()).join()).not.toContain('app_data');
  expect(nodeLines(down({ removeVolumes: true }))).toContain(
    'remove volume app_data after remove app-db-1 because requested by down',
  );
});

it('takes anonymous volumes along with -v, those carried over from container to container too', () => {
  const name = 'ab'.repeat(32);
  const mounts = [
    { type: 'volume', name, target: '/data' },
    { type: 'volume', name: 'app_data', target: '/x' },
  ];
  const state = { ...observed, containers: [running(project, 'web', { mounts })] };
  const removal = (removeVolumes: boolean) =>
    down({ removeVolumes }, state).nodes.find(({ id }) => id === 'remove app-web-1');
  expect(down({ removeVolumes: true }, state).diagnostics).toEqual([]);
  expect(down({}, state).diagnostics).toMatchObject([{ code: 'anonymous-volumes-left', details: [name] }]);
  expect(removal(true)?.operation).toMatchObject({ anonymousVolumes: [name] });
  expect(removal(false)?.operation).toMatchObject({ anonymousVolumes: [] });
});

it('takes images along of services that have no container, as far as they are there', () => {
  const images = { busybox: { id: 'sha256:one', tags: ['busybox:latest'] } };
  const removed = (removeImages: DownOptions['removeImages']) =>
    nodeLines(down({ removeImages }, { ...observed, images, containers: [] })).filter((line) =>
      line.includes('image'),
    );
  expect(removed('all')).toEqual(['remove image busybox because requested by --rmi all']);
  expect(removed('local')).toEqual([]);
  expect(removed('none')).toEqual([]);
});

it('leaves alone what does not carry the label of the project', () => {
  const foreign = {
    ...observed,
    networks: [{ id: 'x', name: 'shared', labels: {} }],
    volumes: [{ name: 'mine', labels: {} }],
  };
  const lines = nodeLines(down({ removeVolumes: true }, foreign)).join();
  expect(lines).not.toContain('shared');
  expect(lines).not.toContain('mine');
});

it('leaves what the files call external, even when it carries the label of the project', () => {
  const plan = planDown({
    project: project.name,
    services: project.services,
    external: ['app_default', 'app_data'],
    observed,
    options: { services: [], removeVolumes: true, removeImages: 'none' },
  });
  expect(nodeLines(plan).join()).not.toMatch(/remove (network|volume)/);
});

it('of some services touches neither the others nor the networks', () => {
  expect(nodeLines(down({ services: ['web'] })).every((line) => line.includes('app-web-1'))).toBe(true);
});

it('has no cycle even when the labels of the containers form one', () => {
  const circular = containers.map((container) => ({
    ...container,
    labels: { ...container.labels, [label.dependsOn]: 'web:service_started:false,db:service_started:false' },
  }));
  const edges = down({}, { ...observed, containers: circular }).nodes.filter(
    ({ id, after }) => id.startsWith('stop') && after.length > 0,
  );
  expect(edges).toHaveLength(1);
});

it('removes only images that a build of the project named with --rmi local', () => {
  const built = { ...running(project, 'web'), image: 'app-web' };
  const lines = (which: 'local' | 'all') =>
    nodeLines(
      down({ removeImages: which }, { ...observed, containers: [built, running(project, 'db')] }),
    ).filter((line) => line.includes('image'));
  expect(lines('local')).toHaveLength(1);
  expect(lines('all')).toHaveLength(2);
});

it('of a project that is not there is an empty plan', () => {
  expect(down({}, { ...prepared, networks: [], volumes: [], containers: [] }).nodes).toEqual([]);
});
