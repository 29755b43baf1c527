import { expect, it } from 'vitest';
import type { StackEvent } from '../../src/events/event.js';
import type { Places } from '../../src/execute/places.js';
import { runPlan } from '../../src/execute/run-plan.js';
import type { Reversal } from '../../src/execute/transactions.js';
import { projectName } from '../../src/model/names.js';
import type { Edge, Plan, PlanNode } from '../../src/plan/plan.js';

/** What a node of these tests did: perhaps something that can be taken back. */
type Applied = Partial<Reversal>;

const required = (node: string): Edge => ({ node, required: true });
const optional = (node: string): Edge => ({ node, required: false });

function node(id: string, after: readonly Edge[] = [], parts: Partial<PlanNode> = {}): PlanNode {
  return { id, after, operation: { kind: 'remove-volume', name: id }, cause: { kind: 'absent' }, ...parts };
}

const planOf = (...nodes: PlanNode[]): Plan => ({
  command: 'up',
  project: projectName('app'),
  decisions: [],
  nodes,
  diagnostics: [],
});

interface Options {
  readonly apply?: (node: PlanNode, signal: AbortSignal) => Promise<Applied>;
  readonly isNeeded?: (node: PlanNode) => boolean;
  readonly places?: Partial<Places>;
  readonly signal?: AbortSignal;
}

/** Runs a plan whose nodes succeed unless `apply` says otherwise; keeps what happened, in order. */
async function run(
  plan: Plan,
  { apply, isNeeded = () => true, places, signal = new AbortController().signal }: Options = {},
) {
  const events: StackEvent[] = [];
  const result = await runPlan(plan, {
    isNeeded,
    apply: async (node, nodeSignal, undoable) => {
      const { undo, ready } = (await apply?.(node, nodeSignal)) ?? {};
      if (undo !== undefined) undoable({ undo, ...(ready && { ready }) });
    },
    failed: (_node, error) => ({
      kind: 'failed',
      diagnostics: [{ code: 'engine-error', severity: 'error', message: String(error) }],
    }),
    places: { count: Infinity, heldMs: Infinity, ...places },
    signal,
    emit: (event) => events.push(event),
    now: () => 0,
  });
  const kinds = Object.fromEntries([...result.outcomes].map(([id, { kind }]) => [id, kind]));
  return { ...result, kinds, events };
}

const failing =
  (...ids: string[]) =>
  async ({ id }: PlanNode): Promise<Applied> => {
    if (ids.includes(id)) throw new Error(`${id} broke`);
    return {};
  };

it('starts a node only when those it comes after have succeeded', async () => {
  const order: string[] = [];
  await run(planOf(node('c', [required('b')]), node('b', [required('a')]), node('a')), {
    apply: async ({ id }) => {
      order.push(id);
      return {};
    },
  });
  expect(order).toEqual(['a', 'b', 'c']);
});

it('skips what needs a failed node, naming the first cause, and goes on with the rest', async () => {
  const plan = planOf(node('a'), node('b', [required('a')]), node('c', [required('b')]), node('other'));
  const { outcome, outcomes, kinds } = await run(plan, { apply: failing('a') });
  expect(outcome).toBe('failed');
  expect(kinds).toEqual({ a: 'failed', b: 'skipped', c: 'skipped', other: 'succeeded' });
  expect(outcomes.get('c')).toEqual({ kind: 'skipped', because: 'a' });
});

it('runs a node after the failure of one it only has to come after, which then does not count', async () => {
  const { outcome, kinds, tolerated } = await run(planOf(node('a'), node('b', [optional('a')])), {
    apply: failing('a'),
  });
  expect({ outcome, kinds, tolerated: [...tolerated] }).toEqual({
    outcome: 'succeeded',
    kinds: { a: 'failed', b: 'succeeded' },
    tolerated: ['a'],
  });
});

it('never runs more nodes at once than it may', async () => {
  let active = 0;
  let most = 0;
  await run(planOf(...['a', 'b', 'c', 'd', 'e'].map((id) => node(id))), {
    places: { count: 2 },
    apply: async () => {
      active += 1;
      most = Math.max(most, active);
      await Promise.resolve();
      active -= 1;
      return {};
    },
  });
  expect(most).toBe(2);
});

it('goes on with the next node when one has been under way for so long', async () => {
  let secondRan = (): void => {};
  const second = new Promise<void>((resolve) => {
    secondRan = resolve;
  });
  const { outcome } = await run(planOf(node('slow'), node('quick')), {
    places: { count: 1, heldMs: 1 },
    apply: async ({ id }) => {
      if (id === 'quick') secondRan();
      await second;
      return {};
    },
  });
  expect(outcome).toBe('succeeded');
});

it('carries out so many builds at once, and everything else beside them', async () => {
  const build = (image: string): PlanNode =>
    node(image, [], {
      operation: { kind: 'build-image', image, service: image, build: {}, alsoNamed: [], labels: {} },
    });
  let builds = 0;
  let most = 0;
  const order: string[] = [];
  await run(planOf(build('one'), build('two'), build('three'), node('other')), {
    places: { builds: 1 },
    apply: async ({ id, operation }) => {
      order.push(id);
      if (operation.kind !== 'build-image') return {};
      builds += 1;
      most = Math.max(most, builds);
      await new Promise(setImmediate);
      builds -= 1;
      return {};
    },
  });
  expect(most).toBe(1);
  expect(order).toEqual(['one', 'other', 'two', 'three']);
});

it('finishes what is begun before it begins something else', async () => {
  const order: string[] = [];
  await run(
    planOf(node('a'), node('b'), node('after-a', [required('a')]), node('after-b', [required('b')])),
    {
      places: { count: 1 },
      apply: async ({ id }) => {
        order.push(id);
        return {};
      },
    },
  );
  expect(order).toEqual(['a', 'after-a', 'b', 'after-b']);
});

it('runs everything that is ready at the same time when there is no limit', async () => {
  let waiting = 0;
  let release = (): void => {};
  const all = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { outcome } = await run(planOf(...['a', 'b', 'c'].map((id) => node(id))), {
    apply: async () => {
      waiting += 1;
      if (waiting === 3) release();
      await all;
      return {};
    },
  });
  expect(outcome).toBe('succeeded');
});

it('cancels what runs and what has not begun when the signal aborts', async () => {
  const controller = new AbortController();
  const { outcome, kinds } = await run(planOf(node('a'), node('b', [required('a')])), {
    signal: controller.signal,
    apply: (_node, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        controller.abort(new Error('stop'));
      }),
  });
  expect({ outcome, kinds }).toEqual({ outcome: 'cancelled', kinds: { a: 'cancelled', b: 'cancelled' } });
});

it('undoes a transaction of which a node failed, the last step first, after all its nodes are over', async () => {
  const undone: string[] = [];
  const inTransaction = { transaction: 'replace web' };
  const plan = planOf(
    node('rename', [], inTransaction),
    node('create', [required('rename')], inTransaction),
    node('wait', [required('create')], inTransaction),
    node('remove old', [required('wait')]),
  );
  const { kinds, events } = await run(plan, {
    apply: async ({ id }) => {
      if (id === 'wait') throw new Error('unhealthy');
      return { undo: async () => void undone.push(id) };
    },
  });
  expect(undone).toEqual(['create', 'rename']);
  expect(kinds['remove old']).toBe('skipped');
  expect(events.filter(({ type }) => type.startsWith('rollback'))).toEqual([
    { type: 'rollback-started', transaction: 'replace web' },
    { type: 'rollback-finished', transaction: 'replace web' },
  ]);
});

it('goes on undoing when one step cannot be undone, and says so', async () => {
  const undone: string[] = [];
  const inTransaction = { transaction: 't' };
  const plan = planOf(
    node('a', [], inTransaction),
    node('b', [required('a')], inTransaction),
    node('c', [required('b')], inTransaction),
  );
  const { events } = await run(plan, {
    apply: async ({ id }) => {
      if (id === 'c') throw new Error('broke');
      return {
        undo: async () => {
          undone.push(id);
          if (id === 'b') throw new Error('cannot undo b');
        },
      };
    },
  });
  expect(undone).toEqual(['b', 'a']);
  expect(events).toContainEqual({ type: 'rollback-finished', transaction: 't', failure: 'cannot undo b' });
});

it('undoes a transaction that was cancelled half-way', async () => {
  const controller = new AbortController();
  const undone: string[] = [];
  const inTransaction = { transaction: 't' };
  await run(planOf(node('a', [], inTransaction), node('b', [required('a')], inTransaction)), {
    signal: controller.signal,
    apply: async ({ id }) => {
      if (id === 'a') controller.abort(new Error('stop'));
      return { undo: async () => void undone.push(id) };
    },
  });
  expect(undone).toEqual(['a']);
});

it('takes a node that turned out not to be needed as a success for what comes after', async () => {
  const { outcome, kinds } = await run(planOf(node('a'), node('b', [required('a')])), {
    isNeeded: ({ id }) => id !== 'a',
  });
  expect({ outcome, kinds }).toEqual({ outcome: 'succeeded', kinds: { a: 'unneeded', b: 'succeeded' } });
});

it('refuses a plan that would wait for ever', async () => {
  await expect(run(planOf(node('a', [required('b')]), node('b', [required('a')])))).rejects.toThrow(
    'in a circle',
  );
  await expect(run(planOf(node('a', [required('nowhere')])))).rejects.toThrow('"nowhere"');
});

it('is over at once with nothing to do', async () => {
  expect((await run(planOf())).outcome).toBe('succeeded');
});
