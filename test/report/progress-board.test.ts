import { describe, expect, test } from 'vitest';
import type { PlanNode } from '../../src/plan/plan.js';
import { type BoardEvent, ProgressBoard, type Row } from '../../src/report/progress-board.js';
import { finished, started } from './reporting.js';
import {
  createNode,
  networkNode,
  replacement,
  replacementNodes,
  samplePlan,
  startNode,
  waitNode,
} from './sample-plan.js';

function boardAfter(nodes: readonly PlanNode[], events: readonly BoardEvent[]): readonly Row[] {
  const board = new ProgressBoard(samplePlan(nodes, [replacement('web')]));
  for (const event of events) board.apply(event, 0);
  return board.rows;
}

const [create, start] = [createNode('db'), startNode('db')];

describe('the board of a plan', () => {
  test('a resource has one row, in the order in which the plan comes to it', () => {
    const rows = boardAfter([networkNode('app_default'), create, createNode('web'), start], []);
    expect(rows.map(({ subject }) => subject.name)).toEqual(['app_default', 'app-db-1', 'app-web-1']);
  });

  test('between two steps a resource waits, with what was done last', () => {
    const [row] = boardAfter([create, start], [started(create), finished(create)]);
    expect(row).toMatchObject({ phase: 'waiting', status: 'Created' });
  });

  test('a resource is done when the last of its steps is', () => {
    const steps = [started(create), finished(create), started(start), finished(start)];
    expect(boardAfter([create, start], steps)[0]).toMatchObject({
      phase: 'done',
      status: 'Started',
      spentMs: 20,
    });
  });

  test('what failed stays failed, whatever its other steps come to', () => {
    const wait = waitNode('db', 'healthy');
    const settle = waitNode('db', 'settled');
    const [row] = boardAfter(
      [wait, settle],
      [started(wait), started(settle), finished(wait, { kind: 'failed', diagnostics: [] }), finished(settle)],
    );
    expect(row).toMatchObject({ phase: 'failed', status: 'Error' });
  });

  test('the old and the new container of a replacement share a row', () => {
    const rows = boardAfter(Object.values(replacementNodes('web')), []);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.subject.name).toBe('app-web-1');
  });

  test('what was not tried names the resource that is to blame', () => {
    const rows = boardAfter(
      [create, createNode('web')],
      [finished(createNode('web'), { kind: 'skipped', because: create.id })],
    );
    expect(rows[1]).toMatchObject({
      phase: 'skipped',
      detail: { kind: 'text', text: 'because of app-db-1' },
    });
  });

  test('a cancelled step leaves its resource interrupted', () => {
    const [row] = boardAfter([create], [started(create), finished(create, { kind: 'cancelled' })]);
    expect(row).toMatchObject({ phase: 'cancelled', status: 'Interrupted' });
  });
});
