import type { ComparedConfiguration } from '../model/compared-configuration.js';
import type { ContainerSpec, NetworkAttachment } from '../model/container-spec.js';
import type { ContainerId } from '../model/names.js';
import type {
  ContainerState,
  HealthStatus,
  ObservedContainer,
  ObservedImage,
  ObservedNetwork,
  ObservedPort,
  ObservedVolume,
} from '../model/observed.js';
import type { Build, Network, Service, Volume } from '../model/project.js';
import type { FolderRead } from '../platform/folder-fingerprint.js';

/**
 * The port to a Docker Engine, in the project's own types. Every call takes a signal; an aborted call rejects
 * with the signal's reason, every other failure is an `EngineError`. What is made again, and when, is in `callRules`.
 */
export interface Engine {
  readonly containers: ContainerCalls;
  readonly networks: NetworkCalls;
  readonly volumes: VolumeCalls;
  readonly images: ImageCalls;
  readonly locks: LockCalls;
  version(options?: CallOptions): Promise<EngineVersion>;
  /** What it runs on. */
  info(options?: CallOptions): Promise<EngineInfo>;
  /**
   * Resolves once the engine has confirmed the subscription: what happens after that moment is heard. The
   * iteration ends with an `EngineError` (`connection-lost`) when the engine goes away, and quietly when the
   * signal aborts or the iterator is returned.
   */
  events(filter: LabelFilter, options?: CallOptions): Promise<AsyncIterable<EngineEvent>>;
  /**
   * All that is told of containers, in the words of the engine: from `since` on, if it is given, and until `until` or
   * until the signal aborts.
   */
  eventLog(
    filter: LabelFilter,
    options?: CallOptions & { readonly since?: string; readonly until?: string },
  ): AsyncIterable<EngineLogEntry>;
  /** Gives back sockets; further calls are an error. */
  close(): void;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** Labels that must all be there; `null` asks for the key with any value. */
export type LabelFilter = Readonly<Record<string, string | null>>;

export interface EngineVersion {
  readonly engine: string;
  /** The API version in use between us and it, for example `1.41`. */
  readonly api: string;
  readonly os: string;
  readonly arch: string;
  /** Where it answered, for example `unix:///var/run/docker.sock`. */
  readonly host: string;
}

export interface EngineInfo {
  readonly cgroupVersion?: string;
  readonly cgroupDriver?: string;
  readonly storageDriver: string;
  /** Where it keeps its data, on its own host. */
  readonly rootDir: string;
  readonly cpus: number;
  readonly memoryBytes: number;
  readonly rootless: boolean;
  /** What it has to say about itself, such as a kernel without limits of memory. */
  readonly warnings: readonly string[];
  /** From which networks without a subnet of their own get one; empty: those built into the engine. */
  readonly addressPools: readonly AddressPool[];
}

export interface AddressPool {
  /** For example `10.0.0.0/8`. */
  readonly base: string;
  /** Bits of each subnet's prefix. */
  readonly size: number;
}

export interface ContainerCalls {
  /** Running or not. One call. */
  list(filter: LabelFilter, options?: CallOptions): Promise<readonly ObservedContainer[]>;
  inspect(id: ContainerId, options?: CallOptions): Promise<ContainerDetails>;
  /** All that the engine has to tell of it, in its own words; for people, and not for decisions. */
  describe(id: ContainerId, options?: CallOptions): Promise<unknown>;
  /** What a container is made of beside what it would be made of now. Changes nothing. */
  compare(id: ContainerId, spec: ContainerSpec, options?: CallOptions): Promise<ComparedConfiguration>;
  /**
   * Gives a container the limits and the restart policy of a service while it goes on as it is. All of it or nothing
   * takes effect. A limit that the service does not have stays, except that of processes. Resolves with warnings.
   */
  update(id: ContainerId, service: Service, options?: CallOptions): Promise<readonly string[]>;
  /** The container exists with all its networks attached, or does not exist at all. */
  create(spec: ContainerSpec, options?: CallOptions): Promise<CreatedContainer>;
  /** Starting a running container succeeds and does nothing; a paused one goes on. */
  start(id: ContainerId, options?: CallOptions): Promise<void>;
  /** Stopping a stopped container succeeds and does nothing. Without a time the container's own applies. */
  stop(id: ContainerId, options?: CallOptions & { readonly timeoutSeconds?: number }): Promise<void>;
  kill(id: ContainerId, options?: CallOptions & { readonly killSignal?: string }): Promise<void>;
  restart(id: ContainerId, options?: CallOptions & { readonly timeoutSeconds?: number }): Promise<void>;
  /** Pausing what is paused, or does not run, is a `conflict`; so is `unpause` of what is not paused. */
  pause(id: ContainerId, options?: CallOptions): Promise<void>;
  unpause(id: ContainerId, options?: CallOptions): Promise<void>;
  rename(id: ContainerId, name: string, options?: CallOptions): Promise<void>;
  /** Kills a running container first. Removing one that is gone succeeds and does nothing. */
  remove(id: ContainerId, options?: CallOptions & { readonly anonymousVolumes?: boolean }): Promise<void>;
  /** Copies files into a container, running or not, and makes the folders on their way. */
  putFiles(id: ContainerId, files: readonly FileToCopy[], options?: CallOptions): Promise<void>;
  /** Runs a program in a running container. Ends after `exited`; an aborted one goes on in the container. */
  exec(id: ContainerId, spec: ExecSpec, options?: CallOptions): AsyncIterable<ExecEvent>;
  /** What is at a path in a container, running or not; undefined when nothing is. Links are not followed. */
  statPath(id: ContainerId, path: string, options?: CallOptions): Promise<PathStat | undefined>;
  /** An uncompressed tar archive of a path; one that ends in `/.` gives what is in the folder. */
  getArchive(id: ContainerId, path: string, options?: CallOptions): AsyncIterable<Uint8Array>;
  /**
   * Unpacks an uncompressed tar archive in a folder. Unless it `replaces`, a folder never takes the place of a file, nor
   * the other way.
   */
  putArchive(
    id: ContainerId,
    folder: string,
    archive: AsyncIterable<Uint8Array>,
    options?: CallOptions & { readonly keepsOwners?: boolean; readonly replaces?: boolean },
  ): Promise<void>;
  /**
   * Removes files, and folders with all that is in them, from a container, running or not, whatever programs it has.
   * What is not there is no failure.
   *
   * @param paths absolute; names in them are bytes of any kind
   */
  removePaths(id: ContainerId, paths: readonly Uint8Array[], options?: CallOptions): Promise<void>;
  /** What in its file system, without volumes, is no longer as it came with its image, or was made since. */
  changedPaths(id: ContainerId, options?: CallOptions): Promise<readonly string[]>;
  /** An uncompressed tar archive of all that is in its file system, without volumes. */
  export(id: ContainerId, options?: CallOptions): AsyncIterable<Uint8Array>;
  /** Makes an image of what has changed in it; gives its id. */
  commit(id: ContainerId, spec: CommitSpec, options?: CallOptions): Promise<string>;
  /** The processes of a running container, as `ps` on its host shows them. */
  top(id: ContainerId, options?: CallOptions): Promise<ProcessTable>;
  /** What a container takes of its host: one look, or with `follow` one every second until it ends. */
  stats(
    id: ContainerId,
    options?: CallOptions & { readonly follow?: boolean },
  ): AsyncIterable<ContainerUsage>;
  /** As `exec`, with a conversation while it runs. */
  converse(
    id: ContainerId,
    spec: ExecSpec,
    how: ConversationOptions,
    options?: CallOptions,
  ): Promise<ExecConversation>;
  /** Runs a program in a running container, and does not wait for it. */
  execDetached(id: ContainerId, spec: ExecSpec, options?: CallOptions): Promise<void>;
  /**
   * A conversation with the program of a container, which need not have been started. What it said before is not part
   * of it. The signal ends it.
   */
  attach(id: ContainerId, how: ConversationOptions, options?: CallOptions): Promise<Conversation>;
  /**
   * Whole lines in the engine's order, as many at once as have come; a last line without an end is given too. One by
   * one they would take longer to be handed on than to be read.
   */
  logs(id: ContainerId, options?: CallOptions & LogOptions): AsyncIterable<readonly LogLine[]>;
}

export interface ExecSpec {
  readonly command: readonly string[];
  /** `KEY=value`, over the container's own. */
  readonly environment: readonly string[];
  readonly privileged: boolean;
  /** Absent: those of the container. */
  readonly user?: string;
  readonly workingDir?: string;
}

export interface PathStat {
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  /** Of a link: where it leads, as it is written in it. */
  readonly linkTarget?: string;
}

export interface CommitSpec {
  /** Absent: it has no name. */
  readonly repository?: string;
  readonly tag?: string;
  readonly author?: string;
  readonly message?: string;
  /** Instructions of a Dockerfile. */
  readonly changes: readonly string[];
  /** Whether its processes rest meanwhile. */
  readonly pauses: boolean;
}

export interface ProcessTable {
  readonly titles: readonly string[];
  readonly processes: readonly (readonly string[])[];
}

/** Of one moment. What is counted is counted since the start of the container. */
export interface ContainerUsage {
  /** Share of one processor since the look before, so that two make 200. */
  readonly cpuPercent: number;
  /** Without what is only kept in a cache of files. */
  readonly memoryBytes: number;
  readonly memoryLimitBytes: number;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  readonly readBytes: number;
  readonly writtenBytes: number;
  readonly processes: number;
}

export interface ConversationOptions {
  /** Whether anything is going to be written to it. */
  readonly stdin: boolean;
  /** Whether it has a terminal: then all is said on `stdout`. */
  readonly tty: boolean;
  /** Which keys leave it, for example `ctrl-p,ctrl-q`; absent: those of the engine. */
  readonly detachKeys?: string;
}

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

export interface OutputFrame {
  readonly stream: 'stdout' | 'stderr';
  readonly bytes: Uint8Array;
}

export interface Conversation {
  /** Ends when the program has ended or the keys to leave were pressed. To be read once. */
  readonly output: AsyncIterable<OutputFrame>;
  /** Resolves when it was passed on. What comes after the program's end is lost. */
  write(bytes: Uint8Array): Promise<void>;
  /** Nothing more is going to be written: the program reads an end of file. */
  end(): void;
  resize(size: TerminalSize): Promise<void>;
  close(): void;
}

export interface ExecConversation extends Conversation {
  /** To be asked when the output has ended; undefined while it runs, because the keys to leave were pressed. */
  exitCode(): Promise<number | undefined>;
}

export type ExecEvent =
  /** A line without its end. */
  | { readonly kind: 'output'; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  | { readonly kind: 'exited'; readonly exitCode: number };

export interface FileToCopy {
  /** Absolute, in the container. */
  readonly path: string;
  readonly content: Uint8Array;
  readonly uid: number;
  readonly gid: number;
  /** Permission bits. */
  readonly mode: number;
}

export interface CreatedContainer {
  readonly id: ContainerId;
  readonly warnings: readonly string[];
}

export interface ContainerDetails {
  readonly id: ContainerId;
  readonly name: string;
  readonly state: ContainerState;
  /** Absent when the container has no health check. */
  readonly health?: HealthStatus;
  /** Output and exit code of the last probe. */
  readonly lastProbe?: { readonly exitCode: number; readonly output: string };
  readonly exitCode: number;
  readonly outOfMemory: boolean;
  /** What the engine said when it could not start the container; empty otherwise. */
  readonly error: string;
  readonly restartCount: number;
  /** Whether its program has a terminal, and whether it can be written to. */
  readonly tty: boolean;
  readonly stdinOpen: boolean;
  /** As whom its program runs, for example `1000:1000` or `node`; empty: root. */
  readonly user: string;
  /** Of its last configuration; absent: what the engine does by itself, SIGTERM and 10 seconds. */
  readonly stopSignal?: string;
  readonly stopTimeoutSeconds?: number;
  /** RFC 3339 with nanoseconds, as the engine gives it; absent when it never happened. */
  readonly startedAt?: string;
  readonly finishedAt?: string;
  /** As they were asked for: an address that the engine chose is not among them. */
  readonly networks: readonly NetworkAttachment[];
  /** That it has on its networks while it runs; `host`: those of the machine of its engine. */
  readonly addresses: readonly string[];
  readonly published: readonly ObservedPort[];
  /** The container whose networks it has in the place of its own. */
  readonly sharesNetworkOf?: ContainerId;
}

export interface LogOptions {
  readonly follow?: boolean;
  /** Number of lines from the end; absent: all. */
  readonly tail?: number;
  /** RFC 3339, with up to nine digits of a second. */
  readonly since?: string;
  readonly until?: string;
}

export interface LogLine {
  readonly stream: 'stdout' | 'stderr';
  /** RFC 3339 with nanoseconds. */
  readonly timestamp: string;
  /** Without the line end. */
  readonly text: string;
}

export interface NetworkCalls {
  list(filter: LabelFilter, options?: CallOptions): Promise<readonly ObservedNetwork[]>;
  /** By name or id; undefined when there is none. */
  find(nameOrId: string, options?: CallOptions): Promise<ObservedNetwork | undefined>;
  create(spec: NetworkSpec, options?: CallOptions): Promise<string>;
  remove(id: string, options?: CallOptions): Promise<void>;
  /** Connecting what is connected succeeds and does nothing; so does disconnecting what is not. */
  connect(
    id: string,
    container: ContainerId,
    attachment: NetworkAttachment,
    options?: CallOptions,
  ): Promise<void>;
  disconnect(id: string, container: ContainerId, options?: CallOptions): Promise<void>;
}

/** `labels` are those of the definition and those of the project together. */
export interface NetworkSpec {
  readonly definition: Network;
  readonly labels: Readonly<Record<string, string>>;
}

export interface VolumeCalls {
  list(filter: LabelFilter, options?: CallOptions): Promise<readonly ObservedVolume[]>;
  find(name: string, options?: CallOptions): Promise<ObservedVolume | undefined>;
  create(spec: VolumeSpec, options?: CallOptions): Promise<void>;
  remove(name: string, options?: CallOptions): Promise<void>;
}

export interface VolumeSpec {
  readonly definition: Volume;
  readonly labels: Readonly<Record<string, string>>;
}

export interface ImageCalls {
  /** Keyed by the reference asked for; those that are not there have no entry. One list call where possible. */
  find(
    references: readonly string[],
    options?: CallOptions,
  ): Promise<Readonly<Record<string, ObservedImage>>>;
  /**
   * The reference in full and with the digest that its registry has for it now. One with a digest is not asked for.
   * Nothing is pulled.
   */
  pin(reference: string, options?: CallOptions): Promise<string>;
  /** Yields progress and ends when the image is there. */
  pull(
    reference: string,
    options?: CallOptions & { readonly platform?: string },
  ): AsyncIterable<TransferProgress>;
  /** Yields progress and ends when its registry has the image. */
  push(reference: string, options?: CallOptions): AsyncIterable<TransferProgress>;
  /** Yields what is told of it and ends when the image is built and tagged. */
  build(spec: BuildSpec, options?: CallOptions): AsyncIterable<BuildNews>;
  /** Looks for mistakes in the Dockerfile of a build, and builds nothing. */
  check(spec: BuildSpec, options?: CallOptions): Promise<readonly BuildWarning[]>;
  remove(reference: string, options?: CallOptions): Promise<void>;
  /** Those with all of the labels, also those without a name. */
  list(filter: LabelFilter, options?: CallOptions): Promise<readonly ListedImage[]>;
  /** By id or reference; undefined when it is not there. */
  inspect(image: string, options?: CallOptions): Promise<ImageDetails | undefined>;
}

export interface ListedImage extends ObservedImage {
  readonly labels: Readonly<Record<string, string>>;
}

export interface ImageDetails {
  readonly id: string;
  readonly tags: readonly string[];
  readonly digests: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** For example `linux/amd64`. */
  readonly platform: string;
  readonly sizeBytes: number;
  /** RFC 3339. */
  readonly createdAt: string;
  /** When it was given a name here the last time; absent when an old engine does not tell. */
  readonly taggedAt?: string;
}

/** Sums over the layers that are known so far. */
export interface TransferProgress {
  readonly receivedBytes: number;
  /** Absent until the engine has named a size. */
  readonly totalBytes?: number;
  readonly layersDone: number;
  readonly layers: number;
}

export interface BuildSpec {
  readonly definition: Build;
  /** References of the image to be made, one at least. */
  readonly names: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** Contents by the ids that the Dockerfile has for them. */
  readonly secrets?: Readonly<Record<string, Uint8Array>>;
}

/** What is told of a build while it goes on. Several steps may be under way at once. */
export type BuildProgress =
  | { readonly kind: 'step-started'; readonly step: BuildStep }
  /** Lines that are whole, as they are: they may hold what moves the cursor of a terminal. */
  | { readonly kind: 'output'; readonly step?: BuildStep; readonly lines: readonly string[] }
  /** Sums over all that the step transfers: layers of a base image, files of a context. */
  | {
      readonly kind: 'transfer';
      readonly step: BuildStep;
      readonly currentBytes: number;
      /** Absent where it is not known before it is over. */
      readonly totalBytes?: number;
    }
  | {
      readonly kind: 'step-finished';
      readonly step: BuildStep;
      readonly result: BuildStepResult;
      readonly durationMs: number;
    }
  | { readonly kind: 'warning'; readonly warning: BuildWarning };

/** What is to be shown, and what the image turns out to be made of. */
export type BuildNews = BuildProgress | { readonly kind: 'input'; readonly input: BuildInput };

export type BuildInput =
  /** An image that the build begins with, as the builder calls it; the digest, where its registry was asked. */
  | { readonly kind: 'base-image'; readonly reference: string; readonly digest?: string }
  | { readonly kind: 'folder'; readonly read: FolderRead }
  /** Something that the builder fetched by itself. */
  | { readonly kind: 'remote'; readonly url: string };

export interface BuildStep {
  readonly id: string;
  /** Without its position, for example `RUN make`. */
  readonly name: string;
  /** Absent for what the builder does of its own accord. */
  readonly position?: { readonly stage?: string; readonly index: number; readonly of: number };
}

export type BuildStepResult = 'done' | 'cached' | 'failed' | 'cancelled';

/** What a check of the Dockerfile found, or the builder has to say. */
export interface BuildWarning {
  readonly message: string;
  readonly details: readonly string[];
  readonly url?: string;
  readonly at?: DockerfileLines;
  /** What of the definition it is about, where it is about that. */
  readonly attribute?: keyof Build;
}

/** Lines of a Dockerfile, which count from 1. */
export interface DockerfileLines {
  /** Absolute; a name in angle brackets for one that is not a file of this machine. */
  readonly file: string;
  readonly text: string;
  readonly first: number;
  readonly last: number;
}

export interface LockCalls {
  /**
   * Announces who wants a lock, so that the engine notices when that process has gone. Undefined where the engine
   * cannot do that: there are no locks then.
   */
  claim(request: LockRequest, options?: CallOptions): Promise<LockClaim | undefined>;
}

export interface LockRequest {
  /** What is locked; locks of other names have nothing to do with it. */
  readonly name: string;
  /** Who this is, for those who wait. */
  readonly holder: string;
  /** Of what is on the engine while the lock is held, in addition to its own. */
  readonly labels?: Readonly<Record<string, string>>;
}

export interface LockClaim {
  /** One try, which does not wait. A lock is taken from a holder that has gone, some seconds after it went. */
  attempt(): Promise<LockAttempt>;
  /** Aborts, with an `EngineError`, when the lock that was held may be another's by now. */
  readonly lost: AbortSignal;
  /** Gives back what is held, at once, and ends the claim. */
  release(): Promise<void>;
}

export type LockAttempt =
  | { readonly kind: 'acquired' }
  /** `since` is RFC 3339, by the clock of the engine. */
  | { readonly kind: 'held'; readonly by: string; readonly since: string };

export type EngineEvent = {
  readonly id: ContainerId;
  readonly name: string;
  /** Labels of the container. */
  readonly labels: Readonly<Record<string, string>>;
  /** Nanoseconds since the epoch, as a decimal string: a number would lose digits. */
  readonly timeNano: string;
} & EngineEventAction;

export interface EngineLogEntry {
  readonly id: ContainerId;
  /** For example `start`, or `exec_create: sh -c true`. */
  readonly action: string;
  /** Labels and more. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Nanoseconds since the epoch, as a decimal string. */
  readonly timeNano: string;
}

export type EngineEventAction =
  | {
      readonly action:
        | 'created'
        | 'started'
        | 'stopped'
        | 'paused'
        | 'unpaused'
        | 'renamed'
        | 'removed'
        | 'out-of-memory';
    }
  | { readonly action: 'died'; readonly exitCode: number }
  | { readonly action: 'health'; readonly status: HealthStatus };
