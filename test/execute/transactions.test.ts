import { describe, expect, it } from 'vitest';
import type { NodeOutcome } from '../../src/events/event.js';
import { Transactions } from '../../src/execute/transactions.js';
import { projectName } from '../../src/model/names.js';
import type { PlanNode, RollbackPolicy, TransactionGroup } from '../../src/plan/plan.js';

const succeeded: NodeOutcome = { kind: 'succeeded' };
const failed: NodeOutcome = { kind: 'failed', diagnostics: [] };
const skipped: NodeOutcome = { kind: 'skipped', because: 'x' };

const node = (transaction: string, id: string, parts: Partial<PlanNode> = {}): PlanNode => ({
  id: `${id} ${transaction}`,
  operation: { kind: 'remove-volume', name: id },
  after: [],
  cause: { kind: 'absent' },
  transaction,
  ...parts,
});

/**
 * Replicas of which each stops its old container and starts a new one; the outcome of the latter is given, or that
 * nothing was begun. Tells what was undone, in order.
 */
async function run(
  starts: Readonly<Record<string, NodeOutcome>>,
  group?: Partial<Omit<TransactionGroup, 'rollback'>> & { readonly rollback?: Partial<RollbackPolicy> },
  parts: Partial<PlanNode> = {},
): Promise<readonly string[]> {
  const names = Object.keys(starts);
  const pairs = names.map((name) => [node(name, 'stop'), node(name, 'start', parts)] as const);
  const rollback = { parallelism: 1, delayMs: 0, order: 'stop-first', ...group?.rollback } as const;
  const done: string[] = [];
  const transactions = new Transactions(
    {
      command: 'up',
      project: projectName('app'),
      decisions: [],
      diagnostics: [],
      nodes: pairs.flat(),
      ...(group && { groups: [{ transactions: names, tolerates: 0, ...group, rollback }] }),
    },
    () => {},
    new AbortController().signal,
  );
  for (const [stop, start] of pairs) {
    const outcome = starts[start.transaction ?? ''] ?? succeeded;
    if (outcome.kind === 'skipped') {
      void transactions.settled(stop, outcome);
    } else {
      transactions.record(stop, {
        undo: async () => void done.push(`start old ${stop.transaction}`),
        ready: async () => void done.push(`old ${stop.transaction} is ready`),
      });
      void transactions.settled(stop, succeeded);
      transactions.record(start, { undo: async () => void done.push(`stop new ${start.transaction}`) });
    }
    void transactions.settled(start, outcome);
  }
  await transactions.rolledBack();
  return done;
}

describe('a failure', () => {
  it('undoes its own transaction and no other', async () => {
    expect(await run({ a: succeeded, b: failed })).toEqual(['stop new b', 'start old b']);
  });

  it('of a group undoes what succeeded before, the last first, each when the one before is ready', async () => {
    expect(await run({ a: succeeded, b: succeeded, c: failed }, {})).toEqual([
      'stop new c',
      'start old c',
      'old c is ready',
      'stop new b',
      'start old b',
      'old b is ready',
      'stop new a',
      'start old a',
    ]);
  });

  it('of a group that tolerates it undoes itself only', async () => {
    const outcomes = { a: succeeded, b: failed, c: succeeded };
    expect(await run(outcomes, { tolerates: 1 })).toEqual(['stop new b', 'start old b']);
  });

  it('of a group that tolerates no more undoes all, and nothing twice', async () => {
    const done = await run({ a: failed, b: succeeded, c: failed, d: skipped }, { tolerates: 1 });
    expect(done.filter((step) => step.startsWith('start')).sort()).toEqual([
      'start old a',
      'start old b',
      'start old c',
    ]);
  });

  it('that is kept is not undone', async () => {
    const replaced = { service: 'web', number: 1, name: 'old' };
    const kept: Partial<PlanNode> = { keepsWhenFailed: { replaced, replacedIs: 'stopped' } };
    expect(await run({ a: failed }, undefined, kept)).toEqual([]);
    expect(await run({ a: { kind: 'cancelled' } }, undefined, kept)).toEqual(['stop new a', 'start old a']);
  });
});

describe('a rollback', () => {
  it('with order start-first stops a new container only when the old one is ready', async () => {
    expect(await run({ a: succeeded, b: failed }, { rollback: { order: 'start-first' } })).toEqual([
      'start old b',
      'old b is ready',
      'stop new b',
      'start old a',
      'old a is ready',
      'stop new a',
    ]);
  });

  it('with a parallelism undoes as many at a time', async () => {
    const outcomes = { a: succeeded, b: succeeded, c: failed };
    const done = await run(outcomes, { rollback: { parallelism: 2 } });
    expect(done.slice(0, 2)).toEqual(['stop new c', 'stop new b']);
    expect(done.slice(-2)).toEqual(['stop new a', 'start old a']);
    expect((await run(outcomes, { rollback: { parallelism: 0 } })).slice(0, 3)).toEqual([
      'stop new c',
      'stop new b',
      'stop new a',
    ]);
  });
});
