import { expect, it } from 'vitest';
import { label } from '../../src/model/labels.js';
import type { ObservedContainer, ObservedState } from '../../src/model/observed.js';
import { encodeApplied } from '../../src/plan/applied.js';
import { planUp } from '../../src/plan/plan-up.js';
import { decisionLines, inputOf, makeProject, nodeLines, plan, prepared, running } from './make-project.js';

const data = { type: 'volume', source: 'data', target: '/data' } as const;
const project = makeProject(
  { db: { volumes: [data] }, web: {} },
  {
    volumes: {
      data: { name: 'app_data', driver_opts: { type: 'tmpfs' } },
      shared: { name: 'x', external: true },
    },
  },
);
const volume = {
  name: 'app_data',
  labels: { [label.project]: 'app', [label.applied]: encodeApplied({ name: 'app_data' }) },
};
const mounts = [{ type: 'volume', name: 'app_data', target: '/data' }];
const containers = [running(project, 'db', { mounts }), running(project, 'web')];
const observed = (
  all: readonly ObservedContainer[] = containers,
  foreign: readonly ObservedContainer[] = [],
): ObservedState => ({
  ...prepared,
  volumes: [volume],
  containers: all,
  usage: { attachments: [], foreign },
});
const recreate = { recreateVolumes: ['data'] };

it('a volume of another definition stays, and it is told what changed and what would apply it', () => {
  const planned = plan(project, observed());
  expect(planned.nodes).toEqual([]);
  expect(planned.diagnostics).toMatchObject([
    {
      code: 'definition-not-applied',
      severity: 'warning',
      details: ['driver_opts.type: not set → "tmpfs"'],
      help: expect.stringContaining('--recreate-volumes data'),
    },
  ]);
});

it('a volume that is named is made anew when every container that has it is gone, and those are made after it', () => {
  const planned = plan(project, observed(), recreate);
  expect(decisionLines(planned)).toEqual([
    'replace container app-db-1: volume-recreated',
    'replace volume app_data: driver_opts.type: - → "tmpfs"',
  ]);
  expect(nodeLines(planned)).toEqual([
    'create app-db-1 after create volume app_data, remove app-db-1 (db1000000000) because volume-recreated',
    'create volume app_data after remove volume app_data because driver_opts.type: - → "tmpfs"',
    'remove app-db-1 (db1000000000) after stop app-db-1 (db1000000000) because volume-recreated',
    'remove volume app_data after remove app-db-1 (db1000000000) because driver_opts.type: - → "tmpfs"',
    'start app-db-1 after create app-db-1 because volume-recreated',
    'stop app-db-1 (db1000000000) because volume-recreated',
  ]);
});

it('a volume that is as the files say stays, whatever is named', () => {
  const same = {
    ...volume,
    labels: { ...volume.labels, [label.applied]: encodeApplied({ ...project.volumes['data'] }) },
  };
  expect(plan(project, { ...observed(), volumes: [same] }, recreate).nodes).toEqual([]);
});

it('a volume that containers use which stay is an error that names them', () => {
  const stray = { ...running(project, 'web', { mounts }), name: 'stray', labels: {} };
  const oneoff = { ...running(project, 'db', { mounts }), name: 'app-db-run-1' };
  const once = {
    ...oneoff,
    id: running(project, 'web').id,
    labels: { ...oneoff.labels, [label.oneoff]: 'True' },
  };
  const planned = planUp(inputOf(project, observed([...containers.slice(0, 1), once], [stray]), recreate));
  expect(planned).toMatchObject({ ok: false, diagnostics: [{ code: 'resource-in-use' }] });
  expect(planned.diagnostics[0]?.message).toContain('app-db-run-1, stray');
});

it('only volumes of the project that are its own can be named', () => {
  const diagnosticsOf = (key: string) =>
    planUp(inputOf(project, observed(), { recreateVolumes: [key] })).diagnostics;
  expect(diagnosticsOf('dta')).toContainEqual(
    expect.objectContaining({ code: 'invalid-option', help: 'did you mean `data`?' }),
  );
  expect(diagnosticsOf('shared')).toContainEqual(expect.objectContaining({ code: 'invalid-option' }));
});
