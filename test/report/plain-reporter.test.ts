import { describe, expect, test } from 'vitest';
import type { BuildProgress } from '../../src/engine/engine.js';
import type { StackEvent } from '../../src/events/event.js';
import type { Decision, PlanNode } from '../../src/plan/plan.js';
import { carriedOut, finished, reportingTo, started } from './reporting.js';
import {
  buildNode,
  createNode,
  kept,
  networkNode,
  node,
  pullNode,
  replacement,
  replacementNodes,
  samplePlan,
  startNode,
  target,
  waitNode,
} from './sample-plan.js';

function linesOf(nodes: readonly PlanNode[], events: readonly StackEvent[], decisions: Decision[] = []) {
  const { reporter, stderr, stdout } = reportingTo('plain');
  reporter.handle({ type: 'plan-started', plan: samplePlan(nodes, decisions) });
  for (const event of events) reporter.handle(event);
  expect(stdout.text).toBe('');
  return stderr.text;
}

const allOf = (nodes: readonly PlanNode[], decisions: Decision[] = []) =>
  linesOf(nodes, nodes.flatMap(carriedOut), decisions);

describe('plain progress', () => {
  test('a first up reads as that of docker compose', () => {
    const nodes = [
      pullNode('busybox:latest'),
      networkNode('app_default'),
      createNode('db'),
      startNode('db'),
      waitNode('db', 'healthy'),
    ];
    expect(allOf(nodes)).toBe(
      [
        ' busybox:latest Pulling',
        ' busybox:latest Pulled',
        ' Network app_default  Creating',
        ' Network app_default  Created',
        ' Container app-db-1  Creating',
        ' Container app-db-1  Created',
        ' Container app-db-1  Starting',
        ' Container app-db-1  Started',
        ' Container app-db-1  Waiting',
        ' Container app-db-1  Healthy',
        '',
      ].join('\n'),
    );
  });

  test('a down reads as that of docker compose', () => {
    const nodes = [
      node('stop', { kind: 'stop-container', container: target('db', 'id') }),
      node('remove', { kind: 'remove-container', container: target('db', 'id'), anonymousVolumes: [] }),
      node('volume', { kind: 'remove-volume', name: 'app_data' }),
      node('image', { kind: 'remove-image', image: 'app-web' }),
    ];
    expect(allOf(nodes)).toBe(
      [
        ' Container app-db-1  Stopping',
        ' Container app-db-1  Stopped',
        ' Container app-db-1  Removing',
        ' Container app-db-1  Removed',
        ' Volume app_data  Removing',
        ' Volume app_data  Removed',
        ' Image app-web  Removing',
        ' Image app-web  Removed',
        '',
      ].join('\n'),
    );
  });

  test('a replacement says its cause once, and nothing of the old container', () => {
    const { rename, create, stop, start, remove } = replacementNodes('web');
    expect(allOf([rename, create, stop, start, remove], [replacement('web')])).toBe(
      [
        ' Container app-web-1  Recreate  (environment.MODE: "dev" → "prod")',
        ' Container app-web-1  Recreated',
        ' Container app-web-1  Starting',
        ' Container app-web-1  Started',
        '',
      ].join('\n'),
    );
  });

  test('a replacement that turns out not to be needed leaves the container running, and says no more', () => {
    const { rename, create } = replacementNodes('web');
    const events = [rename, create].flatMap((step) => [started(step), finished(step, { kind: 'unneeded' })]);
    expect(linesOf([rename, create], events, [replacement('web')])).toBe(' Container app-web-1  Running\n');
  });

  test('containers that stay are running', () => {
    expect(linesOf([], [], [kept('db')])).toBe(' Container app-db-1  Running\n');
  });

  test('a job that was waited for has exited', () => {
    expect(allOf([waitNode('job', 'completed')])).toBe(
      ' Container app-job-1  Waiting\n Container app-job-1  Exited\n',
    );
  });

  test('a wait that two services share is said once', () => {
    const first = waitNode('db', 'healthy');
    const second = waitNode('db', 'settled');
    const events = [started(first), started(second), finished(first), finished(second)];
    expect(linesOf([first, second], events)).toBe(
      ' Container app-db-1  Waiting\n Container app-db-1  Healthy\n',
    );
  });

  test('what fails is an error, and what is left out because of it says so once', () => {
    const db = waitNode('db', 'healthy');
    const [create, start] = [createNode('web'), startNode('web')];
    const events = [
      started(db),
      finished(db, { kind: 'failed', diagnostics: [] }),
      finished(create, { kind: 'skipped', because: db.id }),
      finished(start, { kind: 'skipped', because: db.id }),
    ];
    expect(linesOf([db, create, start], events)).toBe(
      [
        ' Container app-db-1  Waiting',
        ' Container app-db-1  Error',
        ' Container app-web-1  Skipped  (because of app-db-1)',
        '',
      ].join('\n'),
    );
  });

  test('a failed replacement tells that the old container comes back', () => {
    const { rename, create } = replacementNodes('web');
    const transaction = 'replace app-web-1';
    const events: readonly StackEvent[] = [
      ...carriedOut(rename),
      started(create),
      finished(create, { kind: 'failed', diagnostics: [] }),
      { type: 'rollback-started', transaction },
      { type: 'rollback-finished', transaction, failure: 'no space left' },
    ];
    expect(linesOf([rename, create], events, [replacement('web')])).toBe(
      [
        ' Container app-web-1  Recreate  (environment.MODE: "dev" → "prod")',
        ' Container app-web-1  Error',
        ' Container app-web-1  Rolling back',
        ' Container app-web-1  Rollback failed  (no space left)',
        '',
      ].join('\n'),
    );
  });

  test('a build has lines for its steps and for what they say, under the name of its service', () => {
    const build = buildNode('web');
    const run = { id: 'a', name: 'RUN make \\\n  all', position: { index: 2, of: 3 } };
    const copy = { id: 'b', name: 'COPY . /', position: { stage: 'last', index: 3, of: 3 } };
    const load = { id: 'c', name: 'load build context' };
    const told: readonly BuildProgress[] = [
      { kind: 'step-started', step: load },
      { kind: 'transfer', step: load, currentBytes: 1000 },
      { kind: 'step-finished', step: load, result: 'done', durationMs: 1000 },
      { kind: 'step-started', step: run },
      { kind: 'output', step: run, lines: ['Step 1', '\u001b[32mdone\u001b[0m', ''] },
      { kind: 'step-finished', step: run, result: 'done', durationMs: 1250 },
      { kind: 'step-finished', step: copy, result: 'cached', durationMs: 0 },
    ];
    const events: readonly StackEvent[] = [
      started(build),
      ...told.map(
        (progress) =>
          ({ type: 'node-progress', node: build, progress: { kind: 'build', progress } }) as const,
      ),
      finished(build),
    ];
    expect(linesOf([build], events)).toBe(
      [
        ' web  Building',
        ' web step 2/3: RUN make \\   all',
        ' web  | Step 1',
        ' web  | done',
        ' web step 2/3: done in 1.3s',
        ' web step last 3/3: COPY . / (cached)',
        ' web  Built  (1 of 2 steps cached; RUN make \\   all 1.3s; load build context 1.0s)',
        '',
      ].join('\n'),
    );
  });

  test('only what containers say goes to stdout', () => {
    const { reporter, stdout, stderr } = reportingTo('plain');
    const container = { name: 'app-web-1', service: 'web', number: 1 };
    reporter.handle({ type: 'attached', containers: [container] });
    reporter.handle({ type: 'log', container, line: { stream: 'stdout', timestamp: '', text: 'hello' } });
    reporter.handle({ type: 'container-exited', container, exitCode: 137, restarting: false });
    expect(stdout.text).toBe('web-1  | hello\n');
    expect(stderr.text).toBe('Attaching to web-1\nweb-1 exited with code 137\n');
  });

  test('the logs command shows lines without announcing whose they are', () => {
    const logs = { format: 'text' as const, timestamps: false, prefix: true, announce: false };
    const { reporter, stderr } = reportingTo('plain', { logs });
    reporter.handle({ type: 'attached', containers: [{ name: 'app-web-1', service: 'web', number: 1 }] });
    expect(stderr.text).toBe('');
  });
});
