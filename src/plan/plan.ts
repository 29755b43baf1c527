import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { ContainerFile, FileObjectKind } from '../model/container-file.js';
import type { ContainerReference, ContainerTemplate, NetworkAttachment } from '../model/container-spec.js';
import type { ContainerId, ProjectName } from '../model/names.js';
import type { ContainerState } from '../model/observed.js';
import type { Build, Hook, Network, Service, Volume } from '../model/project.js';
import type { ReadyCheck } from '../model/readiness.js';

/**
 * All that a command will do, decided before any of it is done. `decisions` is what a person reads: one entry
 * per resource, also for those that stay. `nodes` is what is carried out: a DAG of single engine calls and waits.
 */
export interface Plan {
  readonly command: PlanCommand;
  readonly project: ProjectName;
  readonly decisions: readonly Decision[];
  readonly nodes: readonly PlanNode[];
  /** Warnings that follow from comparing the files with the engine. */
  readonly diagnostics: readonly Diagnostic[];
  /** Transactions that succeed or are undone together. */
  readonly groups?: readonly TransactionGroup[];
}

/** Those that change containers and leave all else as it is. */
const containersCommands = ['start', 'stop', 'restart', 'kill', 'pause', 'unpause', 'rm'] as const;
export type ContainersCommand = (typeof containersCommands)[number];

/** Those that are about images and leave containers as they are. */
const imagesCommands = ['pull', 'build', 'push'] as const;
export type ImagesCommand = (typeof imagesCommands)[number];

export const planCommands = ['up', 'down', ...containersCommands, ...imagesCommands] as const;
export type PlanCommand = (typeof planCommands)[number];

/** The replacements of one service, where a failure of one takes all of them back. */
export interface TransactionGroup {
  /** In the order in which they are carried out. */
  readonly transactions: readonly string[];
  /** How many may fail, and be undone alone, before all are. */
  readonly tolerates: number;
  readonly rollback: RollbackPolicy;
}

export interface RollbackPolicy {
  /** How many transactions are undone at a time; 0: all. */
  readonly parallelism: number;
  /** Milliseconds between one lot and the next. */
  readonly delayMs: number;
  /** Whether the old container is started before the new one is stopped. */
  readonly order: UpdateOrder;
}

export type UpdateOrder = 'stop-first' | 'start-first';

export interface PlanNode {
  /** Unique in the plan, for example `start app-web-1`. */
  readonly id: string;
  readonly operation: Operation;
  readonly after: readonly Edge[];
  /** The reason that this node is there. */
  readonly cause: Cause;
  /** Nodes of one replacement share a name: when one of them fails, those already done are undone. */
  readonly transaction?: string;
  /** What is decided only once an image was pulled or built: the node is needed if that made another image. */
  readonly onlyIf?: ImageChanged;
  /** How many of the required nodes before it may have failed for it to be carried out all the same; absent: none. */
  readonly tolerates?: number;
  /** Its failure is worth a word, and no more. */
  readonly mayFail?: true;
  /** Its failure counts even where nobody depends on it for certain: it was asked for. */
  readonly mustSucceed?: true;
  /** When this node fails, its transaction is not undone: what failed is kept to be looked at. */
  readonly keepsWhenFailed?: KeptFailure;
}

export interface KeptFailure {
  /** The container that was to be replaced, under the name that it has meanwhile. */
  readonly replaced: ContainerTarget;
  /** `stopped` to make place; `ended`: it did not run any more. */
  readonly replacedIs: 'running' | 'stopped' | 'ended';
}

export interface ImageChanged {
  readonly image: string;
  /** Id of the image that the container was made of. */
  readonly from: string;
  /** The container that stays in its place if the image did not change. */
  readonly container: ContainerId;
}

export interface Edge {
  readonly node: string;
  /** `true`: this node runs only if that one succeeded. `false`: it only has to be over. */
  readonly required: boolean;
}

/** One engine call, or one wait. */
export type Operation =
  | {
      readonly kind: 'pull-image';
      readonly image: string;
      readonly platform?: string;
      /** One of those that run it. */
      readonly service: string;
    }
  | {
      readonly kind: 'build-image';
      readonly image: string;
      readonly service: string;
      readonly build: Build;
      /** References that other services have for the same image. */
      readonly alsoNamed: readonly string[];
      readonly labels: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'push-image'; readonly image: string; readonly service: string }
  | { readonly kind: 'remove-image'; readonly image: string }
  | {
      readonly kind: 'create-network';
      readonly network: Network;
      readonly labels: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'remove-network';
      readonly id: string;
      readonly name: string;
      /** What it was made of, where another one is to take its place: to make it again if that fails. */
      readonly restore?: { readonly network: Network; readonly labels: Readonly<Record<string, string>> };
    }
  | {
      readonly kind: 'create-volume';
      readonly volume: Volume;
      readonly labels: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'remove-volume'; readonly name: string }
  | {
      readonly kind: 'create-container';
      readonly container: ContainerTarget;
      readonly template: ContainerTemplate<ContainerReference>;
    }
  /** Contents are looked up when the turn of the node has come: a plan never holds them. */
  | {
      readonly kind: 'copy-files';
      readonly container: ContainerTarget;
      readonly files: readonly ContainerFile[];
    }
  | { readonly kind: 'start-container'; readonly container: ContainerTarget }
  | {
      readonly kind: 'restart-container';
      readonly container: ContainerTarget;
      readonly timeoutSeconds?: number;
    }
  | {
      readonly kind: 'wait-container';
      readonly container: ContainerTarget;
      readonly until: WaitCondition;
      /** What has to hold, too. */
      readonly ready?: ReadyCheck;
      /** Milliseconds after its start in which a failure counts, even if it was ready in between. */
      readonly monitorMs?: number;
    }
  /** Before the next lot of replicas is replaced, of which `container` is the first. */
  | { readonly kind: 'delay'; readonly container: ContainerTarget; readonly milliseconds: number }
  | { readonly kind: 'stop-container'; readonly container: ContainerTarget; readonly timeoutSeconds?: number }
  /** Absent: SIGKILL. */
  | { readonly kind: 'kill-container'; readonly container: ContainerTarget; readonly killSignal?: string }
  | { readonly kind: 'pause-container'; readonly container: ContainerTarget }
  | { readonly kind: 'unpause-container'; readonly container: ContainerTarget }
  | {
      readonly kind: 'run-hook';
      readonly phase: 'post_start' | 'pre_stop';
      /** Its place in the list of the service. */
      readonly index: number;
      readonly hook: Hook;
      readonly container: ContainerTarget;
    }
  | { readonly kind: 'rename-container'; readonly container: ContainerTarget; readonly to: string }
  /** Networks go by name here: the one that is meant may have been made by an earlier node. */
  | {
      readonly kind: 'connect-network';
      readonly container: ContainerTarget;
      readonly attachment: NetworkAttachment;
    }
  | {
      readonly kind: 'disconnect-network';
      readonly container: ContainerTarget;
      readonly network: string;
      /** What it has there, to give it back if need be. */
      readonly restore?: NetworkAttachment;
    }
  /** Gives a container that stays the limits and the restart policy of its service. */
  | { readonly kind: 'update-container'; readonly container: ContainerTarget; readonly service: Service }
  /** Puts the mark on the engine which says that a container is not wholly as its labels say. */
  | {
      readonly kind: 'add-marker';
      readonly container: ContainerTarget;
      readonly volume: string;
      readonly labels: Readonly<Record<string, string>>;
    }
  /** Takes away the mark of a container that is gone. */
  | { readonly kind: 'remove-marker'; readonly volume: string }
  | {
      readonly kind: 'remove-container';
      readonly container: ContainerTarget;
      /** Names of those that go with it, unless another container uses them. */
      readonly anonymousVolumes: readonly string[];
      /** The volume that marks it as changed since it was made. */
      readonly marker?: string;
    };

/**
 * `healthy`: its health check passes. `completed`: it exited with 0. `settled`: healthy if it has a health
 * check, else still running (or exited with 0) a short while after its start.
 */
export type WaitCondition = 'healthy' | 'completed' | 'settled';

/** A container as an operation names it. */
export interface ContainerTarget extends ContainerReference {
  readonly name: string;
}

export interface Decision {
  readonly resource: 'image' | 'network' | 'volume' | 'container';
  /** The name on the engine. */
  readonly name: string;
  /** The service it is of, where it is of one. */
  readonly service?: string;
  readonly action: Action;
  /** Of a container that stays. */
  readonly state?: ContainerState;
  /** Empty exactly when the action is `keep`. */
  readonly causes: readonly Cause[];
  /** Sorted; absent where there are none. Derived from the nodes when the plan is complete. */
  readonly marks?: readonly Mark[];
}

/**
 * What to know before agreeing. `downtime`: a running container is stopped before another one runs in its place, is
 * restarted, or goes for good. `destroys-data`: a volume goes with what is in it.
 */
export type Mark = 'downtime' | 'destroys-data';

export type Action =
  | 'keep'
  | 'pull'
  | 'build'
  | 'push'
  | 'create'
  | 'start'
  | 'restart'
  | 'rename'
  | 'update'
  | 'replace'
  | 'stop'
  | 'kill'
  | 'pause'
  | 'unpause'
  | 'remove';

/** Why something is done. Values are already masked where they look secret. */
export type Cause =
  | { readonly kind: 'absent' }
  | { readonly kind: 'changed'; readonly changes: readonly AttributeChange[] }
  | {
      readonly kind: 'image-changed';
      readonly image: string;
      readonly before: string;
      readonly after: string;
    }
  /** The name of what is mounted (`binds`) is its path on the host. */
  | { readonly kind: 'content-changed'; readonly of: FileObjectKind | 'binds'; readonly name: string }
  | { readonly kind: 'image-built'; readonly image: string }
  | { readonly kind: 'image-pulled'; readonly image: string }
  /** Made by another tool from something else: there is nothing to compare with. */
  | { readonly kind: 'unknown-configuration' }
  | { readonly kind: 'dependency-replaced'; readonly service: string }
  | { readonly kind: 'shares-namespace'; readonly service: string }
  | { readonly kind: 'network-changed'; readonly network: string }
  /** It has the volume, which has to be free to be made anew. */
  | { readonly kind: 'volume-recreated'; readonly volume: string }
  | { readonly kind: 'not-running'; readonly state: string }
  | { readonly kind: 'orphan' }
  | { readonly kind: 'scaled-down'; readonly replicas: number }
  /** Left over by a replacement that was interrupted. */
  | { readonly kind: 'superseded' }
  | { readonly kind: 'requested'; readonly by: string };

export interface AttributeChange {
  /** Path in the service, for example `environment.MODE` or `ports[0].published`. */
  readonly path: string;
  /** Undefined: was not set. */
  readonly before?: string;
  /** Undefined: is no longer set. */
  readonly after?: string;
  /** The values look secret and are masked. */
  readonly masked: boolean;
}
