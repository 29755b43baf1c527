import type { EmitEvent, NodeOutcome } from '../events/event.js';
import type { Plan, PlanNode } from '../plan/plan.js';

/** Takes back what a node did. */
export type Undo = (signal: AbortSignal) => Promise<void>;

/** How long taking back one step may take, in milliseconds; stopping a container is the longest of them. */
const undoLimitMs = 60_000;

/**
 * Keeps, for every transaction of a plan, how to take back what was done. When all its nodes are over and not
 * all of them succeeded, the done ones are undone, the last first.
 */
export class Transactions {
  private readonly open = new Map<string, { left: number; broken: boolean; readonly undos: Undo[] }>();
  private readonly rollbacks: Promise<void>[] = [];

  constructor(
    plan: Plan,
    private readonly emit: EmitEvent,
  ) {
    for (const { transaction } of plan.nodes) {
      if (transaction === undefined) continue;
      const left = (this.open.get(transaction)?.left ?? 0) + 1;
      this.open.set(transaction, { left, broken: false, undos: [] });
    }
  }

  record({ transaction }: PlanNode, undo: Undo): void {
    if (transaction !== undefined) this.open.get(transaction)?.undos.push(undo);
  }

  settled({ transaction }: PlanNode, outcome: NodeOutcome): void {
    const state = transaction === undefined ? undefined : this.open.get(transaction);
    if (transaction === undefined || state === undefined) return;
    state.left -= 1;
    state.broken ||= outcome.kind !== 'succeeded' && outcome.kind !== 'unneeded';
    if (state.left === 0 && state.broken && state.undos.length > 0) {
      this.rollbacks.push(this.rollBack(transaction, state.undos));
    }
  }

  /** Resolves when every rollback that was begun is over. */
  async rolledBack(): Promise<void> {
    await Promise.all(this.rollbacks);
  }

  /** Not under the signal of the run: what cancelled the run must not cancel its tidying up. */
  private async rollBack(transaction: string, undos: readonly Undo[]): Promise<void> {
    this.emit({ type: 'rollback-started', transaction });
    const failures: string[] = [];
    for (const undo of undos.toReversed()) {
      try {
        await undo(AbortSignal.timeout(undoLimitMs));
      } catch (error) {
        // The remaining steps may still bring the old container back.
        failures.push(error instanceof Error ? error.message : String(error));
      }
    }
    const failure = failures.length === 0 ? {} : { failure: failures.join('; ') };
    this.emit({ type: 'rollback-finished', transaction, ...failure });
  }
}
