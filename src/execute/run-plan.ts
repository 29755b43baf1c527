import type { EmitEvent, NodeOutcome, PlanOutcome } from '../events/event.js';
import type { Plan, PlanNode } from '../plan/plan.js';
import type { Places } from './places.js';
import { type Reversal, Transactions } from './transactions.js';

export interface RunOptions {
  /** Asked when the turn of a node has come: whether its condition holds. */
  isNeeded(node: PlanNode): boolean;
  /**
   * Carries out a node; a failure is thrown, see `failed`.
   *
   * @param undoable is told how to take it back, at the latest when it is done. What is told before holds even if
   *   the node then fails.
   */
  apply(node: PlanNode, signal: AbortSignal, undoable: (step: Reversal) => void): Promise<void>;
  /** Turns what `apply` threw into what a person is told. */
  failed(node: PlanNode, error: unknown): NodeOutcome;
  readonly places: Places;
  readonly signal: AbortSignal;
  readonly emit: EmitEvent;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

export interface RunResult {
  readonly outcome: PlanOutcome;
  readonly outcomes: ReadonlyMap<string, NodeOutcome>;
  /** Nodes whose failure does not count: nobody depended on them for certain. */
  readonly tolerated: ReadonlySet<string>;
}

/**
 * Carries out a DAG: every node as soon as those it comes after are over, and only if the required ones among
 * them succeeded. Independent branches go on after a failure. Knows nothing of Docker.
 */
export async function runPlan(plan: Plan, options: RunOptions): Promise<RunResult> {
  const { emit, now, signal } = options;
  const started = now();
  emit({ type: 'plan-started', plan });
  const run = new PlanRun(plan, options);
  const outcomes = await run.finish();
  const failures = [...outcomes].flatMap(([id, outcome]) => (outcome.kind === 'failed' ? [id] : []));
  const tolerated = new Set(failures.filter((id) => run.isTolerated(id)));
  const failed = failures.length > tolerated.size;
  const outcome = signal.aborted ? 'cancelled' : failed ? 'failed' : 'succeeded';
  emit({ type: 'plan-finished', plan, outcome, durationMs: now() - started });
  return { outcome, outcomes, tolerated };
}

class PlanRun {
  private readonly outcomes = new Map<string, NodeOutcome>();
  private readonly waitingFor = new Map<string, number>();
  private readonly dependents = new Map<string, PlanNode[]>();
  private readonly ready: PlanNode[] = [];
  private readonly mustSucceed: ReadonlySet<string>;
  private readonly mayFail: ReadonlySet<string>;
  private readonly transactions: Transactions;
  private taken = 0;
  private building = 0;
  private readonly over: Promise<void>;
  private resolveOver: () => void = () => {};
  private rejectOver: (error: unknown) => void = () => {};

  constructor(
    private readonly plan: Plan,
    private readonly options: RunOptions,
  ) {
    this.over = new Promise((resolve, reject) => {
      this.resolveOver = resolve;
      this.rejectOver = reject;
    });
    this.transactions = new Transactions(plan, options.emit, options.signal);
    this.mustSucceed = new Set(plan.nodes.flatMap(({ id, mustSucceed }) => (mustSucceed ? [id] : [])));
    this.mayFail = new Set(plan.nodes.flatMap(({ id, mayFail }) => (mayFail ? [id] : [])));
    for (const node of plan.nodes) {
      this.waitingFor.set(node.id, new Set(node.after.map((edge) => edge.node)).size);
      for (const id of new Set(node.after.map((edge) => edge.node))) {
        this.dependents.set(id, [...(this.dependents.get(id) ?? []), node]);
      }
    }
    checkAcyclic(plan, this.dependents);
  }

  async finish(): Promise<ReadonlyMap<string, NodeOutcome>> {
    const { plan, options } = this;
    const onAbort = (): void => this.startReady();
    options.signal.addEventListener('abort', onAbort);
    for (const node of plan.nodes) if (this.waitingFor.get(node.id) === 0) this.ready.push(node);
    this.startReady();
    if (plan.nodes.length > 0) await this.over;
    options.signal.removeEventListener('abort', onAbort);
    await this.transactions.rolledBack();
    return this.outcomes;
  }

  /**
   * A failure that nobody depends on for certain: of an optional dependency, of what only that one needs, of the
   * refresh of an image that is at hand. Or one that is only worth a warning.
   */
  isTolerated(id: string): boolean {
    if (this.mayFail.has(id)) return true;
    const outcome = this.outcomes.get(id);
    if (outcome?.kind === 'failed' && outcome.diagnostics.every(({ severity }) => severity !== 'error'))
      return true;
    const dependents = this.dependents.get(id) ?? [];
    return (
      !this.mustSucceed.has(id) &&
      dependents.length > 0 &&
      dependents.every(
        (dependent) =>
          dependent.after.every(({ node, required }) => node !== id || !required) ||
          this.isTolerated(dependent.id),
      )
    );
  }

  private startReady(): void {
    for (let index = 0; index < this.ready.length; ) {
      const node = this.ready[index];
      if (node === undefined) break;
      const blocker = this.blocker(node);
      if (blocker !== undefined) {
        this.ready.splice(index, 1);
        this.settle(node, { kind: 'skipped', because: blocker }, 0);
        index = 0;
      } else if (this.options.signal.aborted) {
        this.ready.splice(index, 1);
        this.settle(node, { kind: 'cancelled' }, 0);
        index = 0;
      } else if (!this.options.isNeeded(node)) {
        this.ready.splice(index, 1);
        this.settle(node, { kind: 'unneeded' }, 0);
        index = 0;
      } else if (this.mayStart(node)) {
        this.ready.splice(index, 1);
        this.start(node).catch(this.rejectOver);
      } else {
        index += 1;
      }
    }
  }

  private mayStart(node: PlanNode): boolean {
    const { count, builds = Number.POSITIVE_INFINITY } = this.options.places;
    if (isBuild(node) && this.building >= builds) return false;
    return takesNoPlace(node) || this.taken < count;
  }

  private async start(node: PlanNode): Promise<void> {
    const { apply, failed, emit, now, signal } = this.options;
    const leave = takesNoPlace(node) ? () => {} : this.takePlace();
    const startedAt = now();
    if (isBuild(node)) this.building += 1;
    emit({ type: 'node-started', node });
    let outcome: NodeOutcome;
    try {
      await apply(node, signal, (step) => this.transactions.record(node, step));
      outcome = { kind: 'succeeded' };
    } catch (error) {
      outcome = signal.aborted ? { kind: 'cancelled' } : failed(node, error);
    }
    leave();
    if (isBuild(node)) this.building -= 1;
    this.settle(node, outcome, now() - startedAt);
    this.startReady();
  }

  /** @returns leaves the place, if its time was not up before */
  private takePlace(): () => void {
    const { heldMs } = this.options.places;
    let held = true;
    this.taken += 1;
    const leave = (): void => {
      clearTimeout(timer);
      if (held) this.taken -= 1;
      held = false;
    };
    const timer =
      heldMs === Number.POSITIVE_INFINITY
        ? undefined
        : setTimeout(() => {
            leave();
            this.startReady();
          }, heldMs);
    return leave;
  }

  private settle(node: PlanNode, outcome: NodeOutcome, durationMs: number): void {
    this.outcomes.set(node.id, outcome);
    this.options.emit({ type: 'node-finished', node, outcome, durationMs });
    const dependents = this.dependents.get(node.id) ?? [];
    const isAwaited = dependents.some(({ after }) =>
      after.some((edge) => edge.node === node.id && !edge.required),
    );
    const rollback = this.transactions.settled(node, outcome, isAwaited);
    if (rollback === undefined) this.release(dependents);
    // What goes on after a failure finds things as they were before.
    else
      rollback
        .then(() => {
          this.release(dependents);
          this.startReady();
        })
        .catch(this.rejectOver);
    if (this.outcomes.size === this.plan.nodes.length) this.resolveOver();
  }

  /** What goes on with something that was begun comes before what begins something new. */
  private release(dependents: readonly PlanNode[]): void {
    const released: PlanNode[] = [];
    for (const dependent of dependents) {
      const left = (this.waitingFor.get(dependent.id) ?? 0) - 1;
      this.waitingFor.set(dependent.id, left);
      if (left === 0) released.push(dependent);
    }
    this.ready.unshift(...released);
  }

  /** The required node that did not succeed; the first cause, where that one was itself skipped. */
  private blocker(node: PlanNode): string | undefined {
    let tolerated = node.tolerates ?? 0;
    for (const { node: id, required } of node.after) {
      const outcome = this.outcomes.get(id);
      if (!required || (outcome?.kind !== 'failed' && outcome?.kind !== 'skipped')) continue;
      if (tolerated === 0) return outcome.kind === 'failed' ? id : outcome.because;
      tolerated -= 1;
    }
    return undefined;
  }
}

const takesNoPlace = ({ operation }: PlanNode): boolean =>
  operation.kind === 'wait-container' || operation.kind === 'delay';

const isBuild = ({ operation }: PlanNode): boolean => operation.kind === 'build-image';

/** A plan with a cycle, or with an edge to nowhere, would wait for ever: that is a mistake in a planner. */
function checkAcyclic(plan: Plan, dependents: ReadonlyMap<string, readonly PlanNode[]>): void {
  const ids = new Set(plan.nodes.map(({ id }) => id));
  if (ids.size !== plan.nodes.length) throw new Error('two nodes of the plan have the same id');
  const missing = [...dependents.keys()].find((id) => !ids.has(id));
  if (missing !== undefined)
    throw new Error(`a node of the plan comes after "${missing}", which is not in it`);
  const waiting = new Map(
    plan.nodes.map(({ id, after }) => [id, new Set(after.map(({ node }) => node)).size]),
  );
  const reached = plan.nodes.filter(({ id }) => waiting.get(id) === 0);
  for (const node of reached) {
    for (const dependent of dependents.get(node.id) ?? []) {
      const left = (waiting.get(dependent.id) ?? 0) - 1;
      waiting.set(dependent.id, left);
      if (left === 0) reached.push(dependent);
    }
  }
  if (reached.length !== plan.nodes.length)
    throw new Error('the nodes of the plan wait for each other in a circle');
}
