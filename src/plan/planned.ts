import type { ContainerDecision } from './decide-container.js';
import type { ContainerTarget } from './plan.js';
import type { PlannedImage } from './up-images.js';
import type { PlannedResource } from './up-resources.js';

/** What the planners of images, networks and volumes found, for that of containers to build on. */
export interface Surroundings {
  readonly images: ReadonlyMap<string, PlannedImage>;
  readonly networks: ReadonlyMap<string, PlannedResource>;
  readonly volumes: ReadonlyMap<string, PlannedResource>;
}

/** The replicas of the services that are planned already, by name: dependencies come first. */
export type PlannedServices = Map<string, readonly PlannedSlot[]>;

/** One replica, decided and turned into nodes. */
export interface PlannedSlot {
  readonly decision: ContainerDecision;
  /** The container that will be there; without an id as long as it has to be made. */
  readonly target: ContainerTarget;
  readonly created?: string;
  /** Absent when it runs already, or has run to its end. */
  readonly started?: string;
}
