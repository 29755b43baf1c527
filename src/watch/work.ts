import { isBelow, type RawPath } from '../platform/raw-path.js';
import type { TreeChange } from '../platform/watched-tree/watched-tree.js';
import type { WatchedRule } from './watched-rule.js';

/** A path of the host, and where it goes to in the containers of a service. */
export type PathToSync = TreeChange & {
  readonly target: RawPath;
  /** The folder of the rule, or its file. */
  readonly root: RawPath;
};

/** What is to be done for a service because files changed. */
export interface Work {
  readonly sync: readonly PathToSync[];
  /** Rules whose command is run in the containers, when the files are there. */
  readonly exec: readonly WatchedRule[];
  /** Paths that ask for it. */
  readonly restart: readonly RawPath[];
  readonly rebuild: readonly RawPath[];
}

/** @param rules of one service */
export function workOf(rules: readonly WatchedRule[], changes: readonly TreeChange[]): Work {
  const sync: PathToSync[] = [];
  const exec = new Set<WatchedRule>();
  const restart = new Set<RawPath>();
  const rebuild = new Set<RawPath>();
  for (const rule of rules) {
    for (const change of changes) {
      if (!rule.includes(change.path)) continue;
      const target = rule.targetOf(change.path);
      const { action } = rule.rule;
      const copy = (): void => {
        if (target !== undefined) sync.push({ ...change, target, root: rule.root });
      };
      switch (action) {
        case 'sync':
          copy();
          break;
        case 'sync+restart':
          copy();
          restart.add(change.path);
          break;
        case 'sync+exec':
          copy();
          exec.add(rule);
          break;
        case 'restart':
          restart.add(change.path);
          break;
        case 'rebuild':
          rebuild.add(change.path);
          break;
        default:
          action satisfies never;
      }
    }
  }
  return { sync, exec: [...exec], restart: [...restart], rebuild: [...rebuild] };
}

/** What is written to a container, and what is removed from it. */
export interface SyncSteps {
  /** A folder before what is in it. */
  readonly write: readonly PathToSync[];
  readonly remove: readonly PathToSync[];
}

/**
 * In an order in which nothing undoes what was done before. What goes away with a folder, or because something else
 * has its place, is not removed for itself: a link in that place may lead elsewhere.
 */
export function syncSteps(paths: Iterable<PathToSync>): SyncSteps {
  const sorted = [...paths].sort((left, right) => compareBytes(left.target, right.target));
  const write: PathToSync[] = [];
  const remove: PathToSync[] = [];
  /** The last one that leaves nothing below it. */
  let covered: RawPath | undefined;
  for (const path of sorted) {
    if (covered !== undefined && isBelow(path.target, covered)) continue;
    if (path.now === 'folder') write.push(path);
    // The folder that is copied to stays without what was in it: it may be a volume.
    else if (path.now !== 'gone' || path.was !== 'folder' || path.path !== path.root) {
      // What has no content cannot be copied: there is nothing in its place.
      (path.now === 'gone' || path.now === 'other' ? remove : write).push(path);
      covered = path.target;
    }
  }
  return { write, remove };
}

/** `a/b` comes right after `a`, also where there is `a-b`. */
function compareBytes(left: string, right: string): number {
  const [one, other] = [left.replaceAll('/', '\0'), right.replaceAll('/', '\0')];
  return one < other ? -1 : one > other ? 1 : 0;
}
