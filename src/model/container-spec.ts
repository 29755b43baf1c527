import type { ContainerId } from './names.js';
import type { Mount, Service, ServiceNetwork } from './project.js';

/**
 * One container as it is to be made: the attributes of its service, and what follows from its place in the
 * project. Volumes and networks are given by their names on the engine.
 *
 * `Reference` is what may stand where another container is named: while planning that container may not exist
 * yet, so it is a `ContainerReference`; when the engine is asked it is a `ContainerId`.
 */
export interface ContainerTemplate<Reference> {
  readonly name: string;
  readonly image: string;
  readonly service: Service;
  /** Those of the service; paths in them are absolute. */
  readonly securityOptions?: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly networkMode: NamespaceMode<Reference>;
  readonly ipcMode?: NamespaceMode<Reference>;
  readonly pidMode?: NamespaceMode<Reference>;
  /** In the order in which they are attached; empty unless `networkMode` names a network. */
  readonly networks: readonly NetworkAttachment[];
  readonly mounts: readonly ResolvedMount[];
  readonly volumesFrom: readonly VolumesFrom<Reference>[];
  /** Other names under which containers are reached; they go by name, so that they may be replaced. */
  readonly links: readonly { readonly container: string; readonly alias: string }[];
  readonly oneoff?: Oneoff;
}

/** A container that `run` makes: no replica of its service. */
export interface Oneoff {
  /** The engine removes it as soon as its program has ended. */
  readonly autoRemove: boolean;
  /** What is written to it ends when whoever attached to it has no more to say. */
  readonly interactive: boolean;
}

/** What `run` asks for beside what its service says. */
export interface OneoffRequest extends Oneoff {
  /** A service that has the attributes which were asked for. */
  readonly service: string;
  readonly name: string;
  /** Sets its name apart from that of every other. */
  readonly slug: string;
  /** It answers to the names of its service, too. */
  readonly usesAliases: boolean;
}

export type ContainerSpec = ContainerTemplate<ContainerId>;

/** `engine` is a word that the engine knows: `host`, `none`, `shareable`, the name of a network. */
export type NamespaceMode<Reference> =
  | { readonly kind: 'engine'; readonly value: string }
  | { readonly kind: 'container'; readonly target: Reference | string };

export interface VolumesFrom<Reference> {
  readonly target: Reference | string;
  readonly readOnly: boolean;
}

export interface NetworkAttachment {
  /** The name on the engine. */
  readonly network: string;
  readonly aliases: readonly string[];
  /** Absent when the service says nothing but that it is on the network. */
  readonly settings?: ServiceNetwork;
  /** Other names for containers, as `container:alias`; only for what is connected to a network later. */
  readonly links?: readonly string[];
}

/** A mount whose volume, if it has one, goes by its name on the engine. */
export interface ResolvedMount extends Mount {
  /** What is mounted is there already: nothing must be made in its place. */
  readonly sourceExists?: true;
}

/** A container of this project; without an id it is one that the plan has still to make. */
export interface ContainerReference {
  readonly service: string;
  readonly number: number;
  readonly id?: ContainerId;
}
