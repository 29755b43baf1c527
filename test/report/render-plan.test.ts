import { describe, expect, test } from 'vitest';
import { containerId, projectName } from '../../src/model/names.js';
import type { Decision } from '../../src/plan/plan.js';
import { renderPlan } from '../../src/report/render-plan.js';
import { createNode, kept, networkNode, replacement, replacementNodes, samplePlan } from './sample-plan.js';

const plain = { color: false, verbose: false };

const absent = { kind: 'absent' } as const;
const decisions: readonly Decision[] = [
  { resource: 'image', name: 'busybox:latest', action: 'pull', causes: [absent] },
  { resource: 'network', name: 'app_default', action: 'create', causes: [absent] },
  kept('db'),
  replacement('web'),
  {
    resource: 'container',
    name: 'app-job-1',
    action: 'start',
    causes: [{ kind: 'not-running', state: 'exited' }],
  },
  { resource: 'container', name: 'app-old-1', action: 'remove', causes: [{ kind: 'orphan' }] },
];
const plan = samplePlan([networkNode('app_default')], decisions);

describe('a plan for people', () => {
  test('it tells by kind what happens and why, and counts at the end', () => {
    expect(renderPlan(plan, plain)).toBe(`\
Images
  + busybox:latest  pull
      does not exist yet

Networks
  + app_default  create

Containers
  ~ app-web-1  replace
      environment.MODE: "dev" → "prod"
  > app-job-1  start
      has exited
  - app-old-1  remove
      its service is not in the files any more

Plan: 1 to pull, 1 to create, 1 to replace, 1 to start, 1 to remove, 1 unchanged.
`);
  });

  test('what stays is listed only when asked for', () => {
    expect(renderPlan(plan, plain)).not.toContain('app-db-1');
    expect(renderPlan(plan, { ...plain, verbose: true })).toContain('  = app-db-1\n');
  });

  test('a replacement that depends on what a pull brings is not told as certain', () => {
    const onlyIf = { image: 'busybox', from: 'sha256:1', container: containerId('1') };
    const create = { ...replacementNodes('web').create, onlyIf };
    const text = renderPlan(samplePlan([create], [replacement('web')]), plain);
    expect(text).toContain('  ~ app-web-1  replace if its image changes\n');
    expect(text).toContain('Plan: 1 to replace if the image changes.\n');
  });

  test('what a plan interrupts or destroys is marked', () => {
    const remove = { action: 'remove', causes: [{ kind: 'requested', by: 'down' }] } as const;
    const marked: readonly Decision[] = [
      { resource: 'volume', name: 'app_data', ...remove, marks: ['destroys-data'] },
      { resource: 'container', name: 'app-db-1', ...remove, marks: ['destroys-data', 'downtime'] },
    ];
    expect(renderPlan(samplePlan([networkNode('x')], marked), plain)).toBe(`\
Volumes
  - app_data  remove  DESTROYS DATA

Containers
  - app-db-1  remove  DESTROYS DATA  downtime

Plan: 2 to remove.
`);
  });

  test('a plan without nodes says that there is nothing to do', () => {
    expect(renderPlan(samplePlan([], [kept('db')]), plain)).toBe(
      'Nothing to do: 1 container is as the files say.\n',
    );
    expect(renderPlan(samplePlan([], [kept('db'), kept('web')]), plain)).toBe(
      'Nothing to do: 2 containers are as the files say.\n',
    );
  });

  test('a down without anything to take away says so', () => {
    const down = { ...samplePlan([]), command: 'down', project: projectName('other') } as const;
    expect(renderPlan(down, plain)).toBe('Nothing to do: there is nothing of project other on the engine.\n');
  });

  test('without colours there is no escape sequence, with them there is', () => {
    expect(renderPlan(plan, plain)).not.toContain('\u001b');
    expect(renderPlan(plan, { ...plain, color: true })).toContain('\u001b[33m~\u001b[39m app-web-1');
  });

  test('values of the template are not in it', () => {
    expect(renderPlan(samplePlan([createNode('web')], decisions), plain)).not.toContain('hunter2');
  });
});
