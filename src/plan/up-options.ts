import type { SourceRange } from '../diagnostics/source.js';
import type { Selection } from '../graph/select-services.js';
import type { ComparedConfiguration } from '../model/compared-configuration.js';
import type { ContentKey } from '../model/container-file.js';
import type { OneoffRequest } from '../model/container-spec.js';
import type { ContainerId } from '../model/names.js';
import type { ObservedState } from '../model/observed.js';
import type { DockerfileImages } from './dockerfile-images.js';

/** Everything that decides what `up` does. The planner looks at nothing else. */
export interface UpInput {
  readonly selection: Selection;
  readonly observed: ObservedState;
  /** What a closer look at containers showed, those of `looksNeeded`. */
  readonly comparisons: ReadonlyMap<ContainerId, ComparedConfiguration>;
  /** Of the contents of configs and secrets, and of what jobs have mounted from the host, as far as they are known. */
  readonly fingerprints: Readonly<Record<ContentKey, string>>;
  readonly options: UpOptions;
  /** What Dockerfiles name, by service, as far as it is known. */
  readonly dockerfiles?: ReadonlyMap<string, DockerfileImages>;
  /** Images that are there and are to be looked for again by now; absent: none. */
  readonly dueImages?: ReadonlySet<string>;
  /** Version of this program, for labels. */
  readonly version: string;
  /** Where a path of the model was written. */
  locate(path: readonly (string | number)[]): SourceRange | undefined;
}

export interface UpOptions {
  /** `always` is about the services asked for; their dependencies are recreated when they changed. */
  readonly recreate: 'changed' | 'always' | 'never';
  /** Dependencies of the services asked for are recreated, too, whether they changed or not. */
  readonly recreateDependencies?: boolean;
  /** In the place of every service's `pull_policy`. */
  readonly pull?: 'always' | 'missing' | 'never' | 'build';
  /** Containers are made or replaced, and nothing is started. */
  readonly createOnly?: boolean;
  /** Services of which only the image is wanted: they run later. */
  readonly imagesOf?: readonly string[];
  /** Beside what its service depends on, one container that is no replica; replicas of that service stay as they are. */
  readonly oneoff?: OneoffRequest;
  /** `always`: also when the image is there. */
  readonly build: 'missing' | 'always' | 'never';
  /** Replicas by service, over what the files say. */
  readonly scale: Readonly<Record<string, number>>;
  readonly removeOrphans: boolean;
  /** Nothing is said of those that stay. */
  readonly ignoreOrphans?: boolean;
  /** Ends only when every service is ready. */
  readonly wait: boolean;
  /** Seconds a container gets to stop before it is killed; absent: its own. */
  readonly stopTimeoutSeconds?: number;
  /** Replaced containers begin with empty anonymous volumes, and the old ones go. */
  readonly renewAnonymousVolumes?: boolean;
  /** Volumes, by their keys in the files, that are made anew if their definition changed; their data is lost. */
  readonly recreateVolumes?: readonly string[];
  /** A replacement that failed after its start is kept, and not undone. */
  readonly keepFailed?: boolean;
  /** How a container ends is what the command is run for, and nothing that a replacement could fail of. */
  readonly endsAreResults?: boolean;
  /** Jobs that have completed run again. */
  readonly rerunJobs?: boolean;
  /** Whether dependencies were left out (`--no-deps`): then they are neither waited for nor looked at. */
  readonly withDependencies: boolean;
}
