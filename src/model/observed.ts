import type { NetworkAttachment } from './container-spec.js';
import type { ContainerId } from './names.js';
import type { Network, Volume } from './project.js';

/** What is on the engine of one project, as one look at it showed. Input of the planner. */
export interface ObservedState {
  readonly containers: readonly ObservedContainer[];
  readonly networks: readonly ObservedNetwork[];
  readonly volumes: readonly ObservedVolume[];
  /** By the reference that was asked for; a reference that is not there has no entry. */
  readonly images: Readonly<Record<string, ObservedImage>>;
  /** Containers that were changed since they were made. */
  readonly updateMarkers: readonly UpdateMarker[];
  /** Looked at only where a network or volume may have to be replaced. */
  readonly usage?: ObservedUsage;
}

/**
 * Labels of a container cannot be changed. That it was changed otherwise is told by a volume without any data, which
 * is there before the first change and goes with the container.
 */
export interface UpdateMarker {
  readonly volume: string;
  readonly container: ContainerId;
}

/** Who uses networks and volumes, beyond what one look at the containers of a project tells. */
export interface ObservedUsage {
  /** What containers of the project have on the networks that are looked at. */
  readonly attachments: readonly ObservedAttachment[];
  /** Containers that are not of the project. */
  readonly foreign: readonly ObservedContainer[];
}

export interface ObservedAttachment {
  readonly container: ContainerId;
  readonly attachment: NetworkAttachment;
}

export type ContainerState = 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
export type HealthStatus = 'starting' | 'healthy' | 'unhealthy';

export interface ObservedContainer {
  readonly id: ContainerId;
  /** Without the leading slash. */
  readonly name: string;
  readonly image: string;
  readonly imageId: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly state: ContainerState;
  /** Absent when the container has no health check. */
  readonly health?: HealthStatus;
  /** Of the last run; absent while it never ran or is running. */
  readonly exitCode?: number;
  /** Unix time in seconds. */
  readonly createdAt: number;
  readonly networks: readonly { readonly name: string; readonly id: string }[];
  /** Name of the network that it was made for, or another mode of the engine; absent where that is not told. */
  readonly networkMode?: string;
  readonly mounts: readonly ObservedMount[];
  readonly ports: readonly ObservedPort[];
  /** What the engine shows a person, for example `Up 5 seconds (healthy)`. */
  readonly statusText: string;
  readonly command: string;
}

export interface ObservedMount {
  readonly type: string;
  /** Name of the volume; absent for binds. */
  readonly name?: string;
  readonly source?: string;
  readonly target: string;
}

export interface ObservedPort {
  readonly target: number;
  readonly protocol: string;
  readonly published?: number;
  readonly hostIp?: string;
}

/** With the attributes that the engine tells, also those that it chose itself; an old engine tells fewer. */
export interface ObservedNetwork extends Omit<Network, 'external' | 'labels'> {
  readonly id: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface ObservedVolume extends Omit<Volume, 'external' | 'labels'> {
  readonly labels: Readonly<Record<string, string>>;
  /** Where its data is on the host of the engine. */
  readonly mountpoint?: string;
  /** `local`, or `global` for one that all hosts of a swarm see. */
  readonly scope?: string;
}

export interface ObservedImage {
  readonly id: string;
  readonly tags: readonly string[];
}
