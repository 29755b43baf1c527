import type { ComposeDocument } from '../config/generated/compose-document.js';
import type { StackEvent } from '../events/event.js';

/** Which project, and how to get at it. Without anything: that of the working folder, as `stack up` there has it. */
export interface ProjectOptions {
  /** Compose files, later ones over earlier ones; relative to `cwd`. Absent: found as the command line finds them. */
  readonly files?: readonly string[];
  /** A compose file that the program makes itself, over `files`; paths in it count from `cwd`. */
  readonly document?: ComposeDocument;
  /** Where relative paths count from. Absent: the working folder of the process. */
  readonly cwd?: string;
  readonly name?: string;
  /**
   * A copy that runs beside others, with names and ports of its own. `true`: one of its own for this call, which goes with
   * this process at the latest. A name: that of the command line's `--isolated=NAME`, which stays until it is taken down.
   */
  readonly isolated?: boolean | string;
  readonly profiles?: readonly string[];
  /** In the place of `.env`. */
  readonly envFiles?: readonly string[];
  /** Variables for expressions in the files, over those of the process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** For example `tcp://build-3:2375`. Absent: `DOCKER_HOST`, the docker context, the well-known sockets. */
  readonly dockerHost?: string;
  /** Calls off what is under way. */
  readonly signal?: AbortSignal;
  /** Told everything that happens, as it happens. */
  readonly onEvent?: (event: StackEvent) => void;
}

/** What `up` and `plan` can be told in addition. */
export interface UpChoices {
  /** These, and what they depend on. Absent: all. */
  readonly services?: readonly string[];
  /** Absent: when an image is missing. */
  readonly build?: 'always' | 'never';
  /** In the place of every service's `pull_policy`. */
  readonly pull?: 'always' | 'missing' | 'never';
  /** Absent: where something changed. */
  readonly recreate?: 'always' | 'never';
  /** Replicas by service. */
  readonly scale?: Readonly<Record<string, number>>;
  readonly removeOrphans?: boolean;
  /** Whether to wait until every service is ready; absent: yes. */
  readonly wait?: boolean;
  /** Seconds until what is waited for counts as failed; absent: as long as it takes. */
  readonly waitTimeout?: number;
}
