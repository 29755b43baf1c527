import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Engine } from '../engine/engine.js';
import type { NodeProgress } from '../events/event.js';
import type { FileObjectKey } from '../model/container-file.js';
import type { ContainerId } from '../model/names.js';
import type { PlanNode } from '../plan/plan.js';
import type { BuildMemory } from './build-memory.js';
import type { ContainerEvents } from './container-events.js';
import type { Locate } from './engine-failure-diagnostic.js';
import type { MadeContainers } from './made-containers.js';
import type { Probes } from './ready/probes.js';
import type { Reversal } from './transactions.js';

/** What operations need besides what they say themselves. */
export interface OperationContext {
  readonly engine: Engine;
  readonly containers: MadeContainers;
  /** Ids of images by reference, as of the last look or pull or build. */
  readonly imageIds: Map<string, string>;
  /** Subscribed at the first wait, once for all of them. */
  readonly events: () => Promise<ContainerEvents>;
  readonly settleMs: number;
  /** How long the engine took to start a container, in milliseconds. */
  readonly startTimes: Map<ContainerId, number>;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly contents: ReadonlyMap<FileObjectKey, Uint8Array>;
  readonly builds: BuildMemory;
  readonly probes: Probes;
  readonly progress: (node: PlanNode, progress: NodeProgress) => void;
  readonly locate: Locate;
  readonly tell: (diagnostic: Diagnostic) => void;
  /** Names of the containers that will not be started if this node fails. */
  readonly blockedBy: (node: PlanNode) => readonly string[];
  /** Whether another node goes on only when this one succeeds. */
  readonly isAwaited: (node: PlanNode) => boolean;
  /** Takes note of how to take back what the node does. */
  readonly undoable: (step: Reversal) => void;
}
