import { describe, expect, test } from 'vitest';
import type { StackEvent } from '../../src/events/event.js';
import { finished, reportingTo, started } from './reporting.js';
import { buildNode, createNode, kept, pullNode, replacement, samplePlan } from './sample-plan.js';

function linesOf(...events: readonly StackEvent[]): readonly unknown[] {
  const { reporter, stdout, stderr } = reportingTo('json');
  for (const event of events) reporter.handle(event);
  expect(stdout.text).toBe('');
  return stderr.text
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

const head = { schema: 1, time: '2026-01-02T03:04:05.678Z' };

describe('progress as JSON', () => {
  test('a plan is told by its decisions', () => {
    const plan = samplePlan([createNode('web')], [kept('db')]);
    expect(linesOf({ type: 'plan-started', plan })).toEqual([
      { ...head, type: 'plan-started', command: 'up', project: 'app', decisions: [kept('db')] },
    ]);
  });

  test('a node is told by what is done to which resource', () => {
    const create = createNode('web');
    const about = {
      node: 'create app-web-1',
      operation: 'create-container',
      resource: 'container',
      name: 'app-web-1',
      service: 'web',
    };
    expect(linesOf(started(create), finished(create, { kind: 'succeeded' }, 12.6))).toEqual([
      { ...head, type: 'node-started', ...about },
      { ...head, type: 'node-finished', ...about, outcome: 'succeeded', durationMs: 13 },
    ]);
  });

  test('a failure comes with its diagnostics, and what was not tried with the node that is to blame', () => {
    const create = createNode('web');
    const diagnostic = { code: 'port-in-use', severity: 'error', message: 'port 80 is taken' } as const;
    const [failure, skipped] = linesOf(
      finished(create, { kind: 'failed', diagnostics: [diagnostic] }),
      finished(create, { kind: 'skipped', because: 'pull busybox' }),
    );
    expect(failure).toMatchObject({ outcome: 'failed', diagnostics: [diagnostic] });
    expect(skipped).toMatchObject({ outcome: 'skipped', because: 'pull busybox' });
  });

  test('the progress of a pull is told in bytes and layers', () => {
    const pull = pullNode('busybox');
    const progress = { receivedBytes: 5, totalBytes: 10, layersDone: 0, layers: 1 };
    const [line] = linesOf({ type: 'node-progress', node: pull, progress: { kind: 'pull', progress } });
    expect(line).toEqual({
      ...head,
      type: 'node-progress',
      node: 'pull busybox',
      operation: 'pull-image',
      resource: 'image',
      name: 'busybox',
      progress: { kind: 'pull', progress },
    });
  });

  test('definitions, and with them secrets, are in no line', () => {
    const nodes = [createNode('web'), buildNode('web')];
    const plan = samplePlan(nodes, [replacement('web')]);
    const text = JSON.stringify(
      linesOf({ type: 'plan-started', plan }, ...nodes.flatMap((each) => [started(each), finished(each)]), {
        type: 'plan-finished',
        plan,
        outcome: 'succeeded',
        durationMs: 1,
      }),
    );
    expect(text).not.toContain('hunter2');
  });

  test('what containers say is no event: it goes to stdout as it is', () => {
    const { reporter, stdout, stderr } = reportingTo('json');
    const container = { name: 'app-web-1', service: 'web', number: 1 };
    reporter.handle({ type: 'log', container, line: { stream: 'stdout', timestamp: '', text: 'hello' } });
    expect(stdout.text).toBe('web-1  | hello\n');
    expect(stderr.text).toBe('');
  });
});
