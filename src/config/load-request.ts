import type { SourceRange } from '../diagnostics/source.js';
import type { Project } from '../model/project.js';
import type { SessionOwner } from '../model/session.js';
import type { PartOrigin } from './explain/part-origin.js';

/** A phase that a caller can do without, to see what the files say before it. */
export type OptionalPhase = 'paths' | 'defaults' | 'checks' | 'environment files';

/** Which project to load, as the command line and the shell say it. */
export interface LoadRequest {
  /** As given with `-f`, in order; `-` is standard input. Empty: `COMPOSE_FILE`, else found from `workingDir` upwards. */
  readonly files: readonly string[];
  /** Absolute; where the command runs. */
  readonly workingDir: string;
  readonly projectDirectory?: string;
  readonly projectName?: string;
  /** A copy that can run beside others, by this name; `.`: one for the project folder. */
  readonly isolated?: string;
  /** Whom such a copy belongs to. */
  readonly owner?: SessionOwner;
  readonly envFiles: readonly string[];
  /** Empty: `COMPOSE_PROFILES`. */
  readonly profiles: readonly string[];
  /** Services that are enabled whatever their profiles, because the command line names them. */
  readonly enable?: readonly string[];
  /** Networks, volumes, configs and secrets that no service uses are part of the project, too. */
  readonly allResources?: boolean;
  /** Names as docker-compose 1 made them, with `_`; absent: `COMPOSE_COMPATIBILITY`. */
  readonly compatibility?: boolean;
  /** Absent: every phase is gone through. */
  readonly leaveOut?: readonly OptionalPhase[];
  /** The shell's. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface LoadedProject {
  readonly project: Project;
  /** What expressions in the files can refer to: variables of the shell and of environment files. */
  readonly variables: Readonly<Record<string, string>>;
  /**
   * Where a part of the model was written, e.g. `['services', 'web', 'ports', 0]`; the nearest enclosing place if
   * that part has none of its own.
   */
  readonly locate: (path: readonly (string | number)[]) => SourceRange | undefined;
  /** Where a part of the model comes from. */
  readonly originOf: (path: readonly (string | number)[]) => PartOrigin;
}
