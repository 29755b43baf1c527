import { isRunning, type NodeExtras, required } from './container-target.js';
import type { ContainerDecision } from './decide-container.js';
import type { ContainerTarget, Edge } from './plan.js';
import { addNode, type PlanDraft } from './plan-draft.js';
import type { UpdatePolicy } from './update-policy.js';

export type Replacement = ContainerDecision & { readonly kind: 'replace' };

/**
 * The order in which the replicas of one service are replaced: in lots, the next when the one before is ready.
 * Those whose old container does not run keep nobody waiting, and wait for nobody.
 */
export class RollingUpdate {
  /** The last nodes of the replacements of the lots that are complete. */
  private readonly complete: string[] = [];
  private lot: string[] = [];
  private gate: readonly Edge[] = [];
  private readonly transactions: string[] = [];
  /** Of the replacements that are taken back together. */
  private readonly ends: { readonly node: string; readonly remove: (after: readonly Edge[]) => void }[] = [];
  private last: ContainerTarget | undefined;
  private readonly tolerated: number;

  constructor(
    private readonly draft: PlanDraft,
    readonly policy: UpdatePolicy,
    private readonly service: string,
    replacements: number,
  ) {
    // Ratios have the precision of 32 bits: a third of three is one.
    this.tolerated = Math.floor(policy.maxFailureRatio * replacements + 1e-6);
  }

  /** What has to be over before the replica is touched. */
  begin(target: ContainerTarget, { container, onlyIf }: Replacement): readonly Edge[] {
    if (!isRunning(container)) return [];
    const { parallelism } = this.policy;
    if (parallelism > 0 && this.lot.length === parallelism)
      this.openNextLot(target, onlyIf === undefined ? {} : { onlyIf });
    return this.gate;
  }

  /**
   * @param end the last node of the replacement that can be undone
   * @param remove adds the nodes that remove the old container
   */
  end(
    { container }: Replacement,
    target: ContainerTarget,
    transaction: string,
    end: string,
    remove: (after: readonly Edge[]) => void,
  ): void {
    if (isRunning(container)) this.lot.push(end);
    if (this.policy.failureAction !== 'rollback') {
      this.undoTogether([transaction], 0);
      remove([required(end)]);
      return;
    }
    this.last = target;
    this.transactions.push(transaction);
    this.ends.push({ node: end, remove });
  }

  /** What can be taken back until every replica is done: the old containers are removed only now. */
  finish(): void {
    if (this.last === undefined) return;
    this.undoTogether(this.transactions, this.tolerated);
    const nodes = this.ends.map(({ node }) => node);
    if (this.tolerated === 0) {
      for (const { remove } of this.ends) remove(nodes.map(required));
    } else {
      const verdict = this.addDelay(`finish the update of ${this.service}`, this.last, nodes, 0, {});
      for (const { node, remove } of this.ends) remove([verdict, node].map(required));
    }
  }

  /** A transaction that is alone needs no word of it, unless what comes back has to be ready before the other goes. */
  private undoTogether(transactions: readonly string[], tolerates: number): void {
    const { rollback } = this.policy;
    if (transactions.length > 1 || rollback.order === 'start-first')
      this.draft.groups.push({ transactions, tolerates, rollback });
  }

  private openNextLot(target: ContainerTarget, extras: NodeExtras): void {
    const { delayMs, failureAction } = this.policy;
    const before = [...this.complete, ...this.lot];
    this.gate =
      delayMs > 0 || (failureAction !== 'continue' && this.tolerated > 0)
        ? [required(this.addDelay(`delay before ${target.name}`, target, before, delayMs, extras))]
        : this.lot.map(this.edge);
    this.complete.push(...this.lot);
    this.lot = [];
  }

  private addDelay(
    id: string,
    container: ContainerTarget,
    after: readonly string[],
    milliseconds: number,
    extras: NodeExtras,
  ): string {
    return addNode(this.draft, {
      id,
      operation: { kind: 'delay', container, milliseconds },
      after: after.map(this.edge),
      cause: { kind: 'requested', by: 'deploy.update_config' },
      ...(this.tolerated === 0 ? {} : { tolerates: this.tolerated }),
      ...extras,
    });
  }

  private readonly edge = (node: string): Edge => ({
    node,
    required: this.policy.failureAction !== 'continue',
  });
}
