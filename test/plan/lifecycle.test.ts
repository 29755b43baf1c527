import { expect, it } from 'vitest';
import type { ObservedContainer } from '../../src/model/observed.js';
import type { Dependency } from '../../src/model/project.js';
import type { ContainersInput } from '../../src/plan/lifecycle/containers-input.js';
import { planRemove } from '../../src/plan/lifecycle/plan-remove.js';
import { planRestart } from '../../src/plan/lifecycle/plan-restart.js';
import { planKill, planPause } from '../../src/plan/lifecycle/plan-signal.js';
import { planStart } from '../../src/plan/lifecycle/plan-start.js';
import { planStop } from '../../src/plan/lifecycle/plan-stop.js';
import { makeProject, nodeLines, running } from './make-project.js';

const healthy: Dependency = { condition: 'service_healthy', required: true };
const project = makeProject({ web: { depends_on: { db: healthy } }, db: {} });
const web = running(project, 'web');
const db = running(project, 'db');
const stopped = (container: ObservedContainer): ObservedContainer => ({ ...container, state: 'exited' });

const input = (by: string, containers: readonly ObservedContainer[]): ContainersInput => ({
  project: project.name,
  services: project.services,
  containers,
  updateMarkers: [],
  by,
});

it('start waits for what a container depends on as it is labelled, and passes by what runs', () => {
  expect(nodeLines(planStart({ ...input('start', [stopped(web), stopped(db)]), wait: false }))).toEqual([
    'start app-db-1 because requested by start',
    'start app-web-1 after wait app-db-1 until healthy because requested by start',
    'wait app-db-1 until healthy after start app-db-1 because requested by depends_on',
  ]);
  expect(planStart({ ...input('start', [web, db]), wait: false }).nodes).toEqual([]);
});

it('restart begins with what others wait for', () => {
  expect(nodeLines(planRestart(input('restart', [web, db])))).toEqual([
    'restart app-db-1 because requested by restart',
    'restart app-web-1 after wait app-db-1 until healthy because requested by restart',
    'wait app-db-1 until healthy after restart app-db-1 because requested by depends_on',
  ]);
});

it('stop begins with what nobody waits for', () => {
  expect(
    nodeLines(planStop(input('stop', [web, db, stopped(running(project, 'db', { number: 2 }))]))),
  ).toEqual([
    'stop app-db-1 after [stop app-web-1] because requested by stop',
    'stop app-web-1 because requested by stop',
  ]);
});

it('kill, pause and unpause touch only what is in the state for it, in no order', () => {
  const containers = [
    web,
    { ...db, state: 'paused' as const },
    stopped(running(project, 'db', { number: 2 })),
  ];
  expect(nodeLines(planKill({ ...input('kill', containers), orphans: [] }))).toEqual([
    'kill app-db-1 because requested by kill',
    'kill app-web-1 because requested by kill',
  ]);
  expect(nodeLines(planPause(input('pause', containers), 'pause'))).toEqual([
    'pause app-web-1 because requested by pause',
  ]);
  expect(nodeLines(planPause(input('unpause', containers), 'unpause'))).toEqual([
    'unpause app-db-1 because requested by unpause',
  ]);
});

it('rm removes what does not run, and with --stop the rest as well', () => {
  const containers = [web, stopped(db)];
  const rm = (stop: boolean) =>
    nodeLines(planRemove({ ...input('rm', containers), stop, anonymousVolumes: false }));
  expect(rm(false)).toEqual(['remove app-db-1 (db1000000000) because requested by rm']);
  expect(rm(true)).toEqual([
    'remove app-db-1 (db1000000000) because requested by rm',
    'remove app-web-1 (web100000000) after stop app-web-1 because requested by rm',
    'stop app-web-1 because requested by rm',
  ]);
});
