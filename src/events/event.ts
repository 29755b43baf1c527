import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { BuildProgress, LogLine, TransferProgress } from '../engine/engine.js';
import type { Plan, PlanNode } from '../plan/plan.js';
import type { TestPhase, TestRun } from './test-run.js';
import type { WatchNews } from './watch-news.js';

/** Everything that can happen while a command runs. Reporters turn these into something to look at. */
export type StackEvent =
  | { readonly type: 'diagnostic'; readonly diagnostic: Diagnostic }
  /** Comes once per plan that is about to be carried out, before its first node. */
  | { readonly type: 'plan-started'; readonly plan: Plan }
  | { readonly type: 'node-started'; readonly node: PlanNode }
  | { readonly type: 'node-progress'; readonly node: PlanNode; readonly progress: NodeProgress }
  | {
      readonly type: 'node-finished';
      readonly node: PlanNode;
      readonly outcome: NodeOutcome;
      readonly durationMs: number;
    }
  /** A failed replacement is being undone: the old container comes back. */
  | { readonly type: 'rollback-started'; readonly transaction: string }
  | { readonly type: 'rollback-finished'; readonly transaction: string; readonly failure?: string }
  | {
      readonly type: 'plan-finished';
      readonly plan: Plan;
      readonly outcome: PlanOutcome;
      readonly durationMs: number;
    }
  /** Logs of these containers follow. Names are those of the containers. */
  | { readonly type: 'attached'; readonly containers: readonly AttachedContainer[] }
  | { readonly type: 'log'; readonly container: AttachedContainer; readonly line: LogLine }
  | {
      readonly type: 'container-exited';
      readonly container: AttachedContainer;
      readonly exitCode: number;
      /** Its restart policy brings it back. */
      readonly restarting: boolean;
    }
  /** Everything is stopped: the user asked for it, or a container ended. Asking again kills. */
  | { readonly type: 'stopping'; readonly because: 'asked' | 'container-exited' }
  | { readonly type: 'watch'; readonly news: WatchNews }
  /** A part of a test run. They come one after the other. */
  | { readonly type: 'phase-started'; readonly phase: TestPhase }
  | { readonly type: 'phase-finished'; readonly phase: TestPhase; readonly durationMs: number }
  | { readonly type: 'test-finished'; readonly run: TestRun }
  /** Of one that was to be run several times. */
  | { readonly type: 'tests-finished'; readonly runs: readonly TestRun[] };

export type EmitEvent = (event: StackEvent) => void;

export type NodeProgress =
  | { readonly kind: 'pull' | 'push'; readonly progress: TransferProgress }
  | { readonly kind: 'build'; readonly progress: BuildProgress }
  /** Nothing has changed since the image was built: it stays as it is. */
  | { readonly kind: 'build-skipped' };

export type NodeOutcome =
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'failed'; readonly diagnostics: readonly Diagnostic[] }
  /** The pull or build it depends on made no other image. */
  | { readonly kind: 'unneeded' }
  /** Not tried, because the node named `because` did not succeed. */
  | { readonly kind: 'skipped'; readonly because: string }
  | { readonly kind: 'cancelled' };

export type PlanOutcome = 'succeeded' | 'failed' | 'cancelled';

export interface AttachedContainer {
  readonly name: string;
  readonly service: string;
  readonly number: number;
}
