import { setMaxListeners } from 'node:events';
import { type Diagnostic, DiagnosticError } from '../diagnostics/diagnostic.js';
import type { Engine } from '../engine/engine.js';
import { EngineError } from '../engine/engine-error.js';
import type { EmitEvent, NodeOutcome, NodeProgress } from '../events/event.js';
import type { FileObjectKey } from '../model/container-file.js';
import { label } from '../model/labels.js';
import type { ObservedState } from '../model/observed.js';
import type { Plan, PlanNode } from '../plan/plan.js';
import { applyOperation } from './apply-operation.js';
import { type BuildMemory, noBuildMemory } from './build-memory.js';
import { ContainerEvents } from './container-events.js';
import { type Locate, nodeFailureDiagnostic } from './engine-failure-diagnostic.js';
import { withKeptFailure } from './kept-failure.js';
import { MadeContainers } from './made-containers.js';
import type { OperationContext } from './operation-context.js';
import type { Places } from './places.js';
import { noProbes, type Probes } from './ready/probes.js';
import { type RunResult, runPlan } from './run-plan.js';

export interface ExecuteOptions {
  readonly engine: Engine;
  /** Those that were there when the plan was made. */
  readonly images: ObservedState['images'];
  /** Of the configs and secrets that are copied. */
  readonly contents: ReadonlyMap<FileObjectKey, Uint8Array>;
  /** Absent: every build takes place. */
  readonly builds?: BuildMemory;
  /** Absent: nothing of the plan is looked at over the network. */
  readonly probes?: Probes;
  readonly locate: Locate;
  readonly places: Places;
  readonly settleMs: number;
  readonly signal: AbortSignal;
  readonly emit: EmitEvent;
  readonly now: () => number;
}

/** Carries out a plan on an engine. */
export async function executePlan(plan: Plan, options: ExecuteOptions): Promise<RunResult> {
  const { engine, images, emit } = options;
  // Every call and wait that is under way listens to it.
  setMaxListeners(0, options.signal);
  const subscription = new AbortController();
  let events: Promise<ContainerEvents> | undefined;
  const context: Omit<OperationContext, 'undoable'> = {
    engine,
    containers: new MadeContainers(),
    imageIds: new Map(Object.entries(images).map(([reference, { id }]) => [reference, id])),
    events: () => {
      events ??= ContainerEvents.subscribe(engine, { [label.project]: plan.project }, subscription.signal);
      return events;
    },
    settleMs: options.settleMs,
    startTimes: new Map(),
    now: options.now,
    contents: options.contents,
    builds: options.builds ?? noBuildMemory,
    probes: options.probes ?? noProbes,
    locate: options.locate,
    tell: (diagnostic: Diagnostic) => emit({ type: 'diagnostic', diagnostic }),
    progress: (node: PlanNode, progress: NodeProgress) => emit({ type: 'node-progress', node, progress }),
    blockedBy: (node: PlanNode) => startsBlockedBy(plan, node),
    isAwaited: ({ id }: PlanNode) =>
      plan.nodes.some(({ after }) => after.some(({ node, required }) => node === id && required)),
  };
  try {
    return await runPlan(plan, {
      isNeeded: (node) => isNeeded(node, context),
      apply: (node, signal, undoable) => applyOperation(node, { ...context, undoable }, signal),
      failed: (node, error) => failedOutcome(node, error, options.locate),
      places: options.places,
      signal: options.signal,
      emit,
      now: options.now,
    });
  } finally {
    subscription.abort();
  }
}

/** A node with a condition is needed if the image came out different; if not, the container it would replace stays. */
function isNeeded(
  { onlyIf, operation }: PlanNode,
  { imageIds, containers }: Pick<OperationContext, 'imageIds' | 'containers'>,
): boolean {
  if (onlyIf === undefined || imageIds.get(onlyIf.image) !== onlyIf.from) return true;
  if (operation.kind === 'create-container') containers.set(operation.container, onlyIf.container);
  return false;
}

/** Containers that are not started when a node fails, sorted. */
function startsBlockedBy(plan: Plan, failed: PlanNode): readonly string[] {
  const blocked = new Set([failed.id]);
  const names = new Set<string>();
  // Nodes come after those they wait for only by their edges, not by their place, so look until nothing is added.
  for (let size = 0; size !== blocked.size; ) {
    size = blocked.size;
    for (const { id, operation, after, tolerates = 0 } of plan.nodes) {
      if (
        tolerates > 0 ||
        blocked.has(id) ||
        !after.some(({ node, required }) => required && blocked.has(node))
      )
        continue;
      blocked.add(id);
      if (operation.kind === 'start-container') names.add(operation.container.name);
    }
  }
  return [...names].sort();
}

/** A broken invariant is not an outcome: it is thrown on, and ends the run. */
function failedOutcome(node: PlanNode, error: unknown, locate: Locate): NodeOutcome {
  const diagnostics =
    error instanceof DiagnosticError
      ? error.diagnostics
      : error instanceof EngineError
        ? [nodeFailureDiagnostic(node, error, locate)]
        : undefined;
  if (diagnostics === undefined) throw error;
  return { kind: 'failed', diagnostics: diagnostics.map((diagnostic) => withKeptFailure(diagnostic, node)) };
}
