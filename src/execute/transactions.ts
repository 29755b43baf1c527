import { setTimeout as sleep } from 'node:timers/promises';
import type { EmitEvent, NodeOutcome } from '../events/event.js';
import type { Plan, PlanNode, TransactionGroup } from '../plan/plan.js';

/** Takes back what a node did. */
export type Undo = (signal: AbortSignal) => Promise<void>;

export interface Reversal {
  readonly undo: Undo;
  /** Brings something back that serves: ends when it does. Absent: it takes away, or changes nothing for others. */
  readonly ready?: Undo;
}

/** How long taking back one step may take, in milliseconds; stopping a container is the longest of them. */
const undoLimitMs = 60_000;

interface Transaction {
  readonly name: string;
  left: number;
  outcome: 'undecided' | 'failed' | 'kept' | 'interrupted';
  steps: Reversal[];
  readonly group: Group;
}

/** Transactions that are undone together; most are alone. */
interface Group {
  readonly transactions: Transaction[];
  readonly tolerates: number;
  readonly rollback: TransactionGroup['rollback'];
}

const alone = { tolerates: 0, rollback: { parallelism: 1, delayMs: 0, order: 'stop-first' } } as const;

/**
 * Keeps, for every transaction of a plan, how to take back what was done. When all its nodes are over and not
 * all of them succeeded, the done ones are undone, the last first. In a group that happens once all its transactions
 * are over, to all of them, unless the group tolerates as many failures.
 */
export class Transactions {
  private readonly open = new Map<string, Transaction>();
  private readonly rollbacks: Promise<void>[] = [];

  /** @param signal of the run; once aborted, undoing makes no pauses */
  constructor(
    plan: Plan,
    private readonly emit: EmitEvent,
    private readonly signal: AbortSignal,
  ) {
    const groups = new Map<string, Group>();
    for (const { transactions, tolerates, rollback } of plan.groups ?? []) {
      const group: Group = { transactions: [], tolerates, rollback };
      for (const name of transactions) groups.set(name, group);
    }
    for (const { transaction: name } of plan.nodes) {
      if (name === undefined) continue;
      const transaction =
        this.open.get(name) ?? begin(name, groups.get(name) ?? { transactions: [], ...alone });
      transaction.left += 1;
      this.open.set(name, transaction);
    }
  }

  record({ transaction }: PlanNode, step: Reversal): void {
    if (transaction !== undefined) this.open.get(transaction)?.steps.push(step);
  }

  /**
   * Gives the rollback that this outcome has begun, if it has; nodes that come after all the same are to wait for it.
   *
   * @param isAwaited whether there are such nodes: then it is over only when what came back serves
   */
  settled(node: PlanNode, outcome: NodeOutcome, isAwaited = false): Promise<void> | undefined {
    const transaction = node.transaction === undefined ? undefined : this.open.get(node.transaction);
    if (transaction === undefined) return undefined;
    transaction.left -= 1;
    if (outcome.kind === 'cancelled') transaction.outcome = 'interrupted';
    else if (outcome.kind === 'failed' || outcome.kind === 'skipped')
      if (transaction.outcome === 'undecided')
        transaction.outcome = node.keepsWhenFailed && outcome.kind === 'failed' ? 'kept' : 'failed';
    if (transaction.left > 0) return undefined;
    const rollback = this.ended(transaction, isAwaited);
    if (rollback !== undefined) this.rollbacks.push(rollback);
    return rollback;
  }

  /** Resolves when every rollback that was begun is over. */
  async rolledBack(): Promise<void> {
    await Promise.all(this.rollbacks);
  }

  private ended(transaction: Transaction, isAwaited: boolean): Promise<void> | undefined {
    const { transactions, tolerates, rollback } = transaction.group;
    const failures = transactions.filter(({ outcome }) => outcome === 'failed').length;
    const interrupted = transactions.some(({ outcome }) => outcome === 'interrupted');
    if (interrupted || failures > tolerates) {
      if (transactions.some(({ left }) => left > 0)) return undefined;
      const begun = transactions.filter(({ outcome, steps }) => outcome !== 'kept' && steps.length > 0);
      return this.rollBackAll(begun.reverse(), rollback, isAwaited);
    }
    const isUndone = transaction.outcome === 'failed' && transaction.steps.length > 0;
    return isUndone ? this.rollBack(transaction, rollback.order, isAwaited) : undefined;
  }

  /** The last first, and the next lot only when what came back serves. */
  private async rollBackAll(
    transactions: readonly Transaction[],
    { parallelism, delayMs, order }: Group['rollback'],
    isAwaited: boolean,
  ): Promise<void> {
    const size = parallelism === 0 ? transactions.length : parallelism;
    for (let at = 0; at < transactions.length; at += size) {
      if (at > 0 && delayMs > 0) await this.pause(delayMs);
      const lot = transactions.slice(at, at + size);
      const hasNext = at + size < transactions.length;
      const untilReady = hasNext || isAwaited;
      await Promise.all(lot.map((transaction) => this.rollBack(transaction, order, untilReady)));
    }
  }

  /**
   * Not under the signal of the run: what cancelled the run must not cancel its tidying up.
   *
   * @param untilReady whether others are touched only when what came back serves
   */
  private async rollBack(
    transaction: Transaction,
    order: Group['rollback']['order'],
    untilReady: boolean,
  ): Promise<void> {
    const { name } = transaction;
    const steps = transaction.steps.toReversed();
    // What is undone once is not undone again with its group.
    transaction.steps = [];
    this.emit({ type: 'rollback-started', transaction: name });
    const failures: string[] = [];
    const attempt = async (step: Undo): Promise<void> => {
      try {
        await step(AbortSignal.timeout(undoLimitMs));
      } catch (error) {
        // The remaining steps may still bring the old container back.
        failures.push(error instanceof Error ? error.message : String(error));
      }
    };
    const returning = steps.filter(({ ready }) => ready !== undefined);
    const inOrder =
      order === 'start-first' ? [...returning, ...steps.filter((step) => !returning.includes(step))] : steps;
    for (const { undo, ready } of inOrder) {
      await attempt(undo);
      if (ready !== undefined && order === 'start-first') await attempt(ready);
    }
    if (untilReady && order === 'stop-first')
      for (const { ready } of returning) if (ready !== undefined) await attempt(ready);
    const failure = failures.length === 0 ? {} : { failure: failures.join('; ') };
    this.emit({ type: 'rollback-finished', transaction: name, ...failure });
  }

  private async pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.signal }).catch(() => {});
  }
}

function begin(name: string, group: Group): Transaction {
  const transaction: Transaction = { name, left: 0, outcome: 'undecided', steps: [], group };
  group.transactions.push(transaction);
  return transaction;
}
