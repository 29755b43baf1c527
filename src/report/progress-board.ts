import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { TransferProgress } from '../engine/engine.js';
import type { NodeOutcome, StackEvent } from '../events/event.js';
import type { Decision, Plan, PlanNode } from '../plan/plan.js';
import { BuildTally } from './build-tally.js';
import { oneLine } from './one-line.js';
import { describeNodes, type NodeWords, type Subject } from './plan-words.js';

/**
 * Where one resource is. `waiting`: something is left to do, but nothing can be done yet. `kept`: it turned out
 * that nothing had to be done. `skipped`: not (wholly) done because something else failed.
 */
export type Phase = 'waiting' | 'working' | 'done' | 'kept' | 'failed' | 'skipped' | 'cancelled';

type RowDetail =
  /** `since`: when something came for the first time, by the reporter's clock. */
  | { readonly kind: 'transfer'; readonly progress: TransferProgress; readonly since: number }
  | { readonly kind: 'build'; readonly tally: BuildTally }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'text'; readonly text: string };

/** One resource of a plan with all that happens to it. */
export interface Row {
  readonly subject: Subject;
  /** Absent where the plan only waits for it. */
  readonly decision: Decision | undefined;
  phase: Phase;
  /** Empty until something happened. */
  status: string;
  detail: RowDetail | undefined;
  /** Milliseconds that its finished nodes took. */
  spentMs: number;
  /** By the reporter's clock, of the nodes that are under way. */
  readonly activeSince: Map<string, number>;
  nodesLeft: number;
}

export type BoardEvent = Extract<
  StackEvent,
  { type: 'node-started' | 'node-progress' | 'node-finished' | 'rollback-started' | 'rollback-finished' }
>;

/** Turns what happens to nodes into what happens to resources. The rows stay in the order of the plan. */
export class ProgressBoard {
  readonly rows: readonly Row[];
  private readonly words: ReadonlyMap<string, NodeWords>;
  private readonly rowOfNode = new Map<string, Row>();
  private readonly rowOfTransaction = new Map<string, Row>();

  constructor(readonly plan: Plan) {
    this.words = describeNodes(plan);
    const rows = new Map<string, Row>();
    for (const node of plan.nodes) {
      const words = this.words.get(node.id);
      if (words === undefined) continue;
      const key = `${words.subject.kind} ${words.subject.name}`;
      const row = rows.get(key) ?? newRow(words.subject, plan);
      rows.set(key, row);
      row.nodesLeft += 1;
      this.rowOfNode.set(node.id, row);
      if (node.transaction !== undefined && !isConnection(node))
        this.rowOfTransaction.set(node.transaction, row);
    }
    this.rows = [...rows.values()];
  }

  /** Gives the row that the event is about, as it is afterwards. */
  apply(event: BoardEvent, now: number): Row | undefined {
    switch (event.type) {
      case 'node-started':
        return this.started(event.node, now);
      case 'node-progress':
        return this.progressed(event, now);
      case 'node-finished':
        return this.finished(event.node, event.outcome, event.durationMs);
      case 'rollback-started':
        return this.setStatus(event.transaction, 'Rolling back');
      case 'rollback-finished':
        return event.failure === undefined
          ? this.setStatus(event.transaction, 'Rolled back')
          : this.setStatus(event.transaction, 'Rollback failed', event.failure);
      default:
        return event satisfies never;
    }
  }

  private started(node: PlanNode, now: number): Row | undefined {
    const row = this.rowOfNode.get(node.id);
    if (row === undefined || row.phase === 'kept') return row;
    row.activeSince.set(node.id, now);
    row.status = this.words.get(node.id)?.doing ?? row.status;
    if (!isSettled(row.phase)) row.phase = 'working';
    return row;
  }

  private progressed(
    { node, progress }: BoardEvent & { type: 'node-progress' },
    now: number,
  ): Row | undefined {
    const row = this.rowOfNode.get(node.id);
    if (row === undefined) return undefined;
    switch (progress.kind) {
      case 'pull':
      case 'push':
        row.detail = {
          kind: 'transfer',
          progress: progress.progress,
          since: row.detail?.kind === 'transfer' ? row.detail.since : now,
        };
        return row;
      case 'build': {
        const tally = row.detail?.kind === 'build' ? row.detail.tally : new BuildTally();
        tally.note(progress.progress, now);
        row.detail = { kind: 'build', tally };
        return row;
      }
      case 'build-skipped':
        row.detail = { kind: 'skipped' };
        return row;
      default:
        return progress satisfies never;
    }
  }

  private finished(node: PlanNode, outcome: NodeOutcome, durationMs: number): Row | undefined {
    const row = this.rowOfNode.get(node.id);
    if (row === undefined) return undefined;
    row.nodesLeft -= 1;
    row.spentMs += durationMs;
    row.activeSince.delete(node.id);
    this.applyOutcome(row, node, outcome);
    return row;
  }

  private applyOutcome(row: Row, node: PlanNode, outcome: NodeOutcome): void {
    const isOver = row.nodesLeft === 0;
    if (outcome.kind === 'failed' && isPreStop(node)) {
      // Its container is stopped all the same; what failed is told at the end.
      this.applyOutcome(row, node, { kind: 'succeeded' });
      return;
    }
    switch (outcome.kind) {
      case 'succeeded':
        row.detail = remaining(row.detail);
        if (isSettled(row.phase)) return;
        row.status = this.words.get(node.id)?.done ?? row.status;
        row.phase = isOver ? 'done' : row.activeSince.size > 0 ? 'working' : 'waiting';
        return;
      case 'unneeded':
        if (isSettled(row.phase)) return;
        row.phase = 'kept';
        row.status = 'Running';
        return;
      case 'failed':
        row.phase = 'failed';
        // In the words of docker compose.
        row.status = isInUse(outcome.diagnostics) ? 'Resource is still in use' : 'Error';
        row.detail = undefined;
        return;
      case 'skipped':
        if (isSettled(row.phase)) return;
        row.phase = 'skipped';
        row.status = 'Skipped';
        row.detail = { kind: 'text', text: `because of ${this.nameOf(outcome.because)}` };
        return;
      case 'cancelled':
        if (isSettled(row.phase)) return;
        row.phase = 'cancelled';
        row.status = 'Interrupted';
        row.detail = undefined;
        return;
      default:
        outcome satisfies never;
    }
  }

  private setStatus(transaction: string, status: string, detail?: string): Row | undefined {
    const row = this.rowOfTransaction.get(transaction);
    if (row === undefined) return undefined;
    row.status = status;
    if (detail !== undefined) row.detail = { kind: 'text', text: oneLine(detail) };
    return row;
  }

  private nameOf(node: string): string {
    return this.words.get(node)?.subject.name ?? node;
  }
}

const newRow = (subject: Subject, plan: Plan): Row => {
  const decision = plan.decisions.find(
    ({ resource, name }) => resource === subject.kind.toLowerCase() && name === subject.name,
  );
  return {
    subject,
    decision,
    phase: 'waiting',
    status: '',
    detail: undefined,
    spentMs: 0,
    activeSince: new Map(),
    nodesLeft: 0,
  };
};

/** Of a build, what took long; everything else that was said meanwhile is of no interest any more. */
function remaining(detail: RowDetail | undefined): RowDetail | undefined {
  const text =
    detail?.kind === 'build'
      ? detail.tally.summary()
      : detail?.kind === 'skipped'
        ? 'nothing has changed since it was built'
        : '';
  return text === '' ? undefined : { kind: 'text', text };
}

/** What happens to the other nodes of the resource does not change this any more. */
const isSettled = (phase: Phase): boolean =>
  phase === 'failed' || phase === 'skipped' || phase === 'cancelled' || phase === 'kept';

/** Of a network that is replaced; its containers only leave and join. */
const isConnection = ({ operation }: PlanNode): boolean =>
  operation.kind === 'connect-network' || operation.kind === 'disconnect-network';

const isInUse = ([first]: readonly Diagnostic[]): boolean =>
  first?.code === 'resource-in-use' && first.severity === 'warning';

const isPreStop = ({ operation }: PlanNode): boolean =>
  operation.kind === 'run-hook' && operation.phase === 'pre_stop';
