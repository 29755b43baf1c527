import type { ContainerUsage, ImageDetails, ProcessTable } from '../engine/engine.js';
import type { ContainerState, ObservedContainer, ObservedPort } from '../model/observed.js';
import type { Dependency } from '../model/project.js';

/** What commands find that only ask. */

export interface UsedImage {
  readonly container: ObservedContainer;
  readonly image: ImageDetails;
}

export interface PublishedPort extends ObservedPort {
  readonly container: ObservedContainer;
  readonly published: number;
}

export interface ProjectOnEngine {
  readonly name: string;
  /** How many containers are in which state. */
  readonly states: readonly (readonly [ContainerState, number])[];
  /** Files that its containers were made from. */
  readonly configFiles: readonly string[];
}

/** A copy of a project that nobody uses any more, and what there is of it. */
export interface LeftBehind {
  readonly project: string;
  readonly because: 'process gone' | 'expired' | 'folder gone' | 'old';
  readonly containers: number;
  readonly networks: number;
  readonly volumes: number;
  readonly images: number;
}

export interface UsageLook {
  readonly container: ObservedContainer;
  readonly usage?: ContainerUsage;
}

export interface ContainerProcesses extends ProcessTable {
  readonly container: ObservedContainer;
}

export interface ServiceNode {
  readonly name: string;
  readonly dependencies: readonly ServiceEdge[];
}

export interface ServiceEdge {
  readonly dependency: string;
  readonly condition: Dependency['condition'];
  readonly required: boolean;
}
