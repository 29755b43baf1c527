import type { RawPath } from '../platform/raw-path.js';
import type { TreeChange } from '../platform/watched-tree/watched-tree.js';

/** In milliseconds. */
export interface BatchTimes {
  /** So long nothing may happen any more: a save is often several steps. */
  readonly quiet: number;
  /** So long nothing is put off, however much goes on. */
  readonly longest: number;
  /** So long something must have been gone: many editors move a file away before they write it anew. */
  readonly gone: number;
}

export const batchTimes: BatchTimes = { quiet: 8, longest: 60, gone: 45 };

/** Changes that are handled together. Knows no timer: it is told the time, and says when to come back. */
export class Batch {
  #changes = new Map<RawPath, { readonly change: TreeChange; readonly at: number }>();
  #first = 0;
  #last = 0;

  constructor(private readonly times: BatchTimes) {}

  /** @param now milliseconds of a clock that never goes back */
  add(changes: Iterable<TreeChange>, now: number): void {
    for (const change of changes) {
      if (this.#changes.size === 0) this.#first = now;
      this.#changes.set(change.path, { change, at: now });
      this.#last = now;
    }
  }

  /** When it is to be taken; undefined while there is nothing in it. */
  dueAt(): number | undefined {
    if (this.#changes.size === 0) return undefined;
    const { quiet, longest, gone } = this.times;
    let believed = 0;
    for (const { change, at } of this.#changes.values()) if (change.now === 'gone') believed = at + gone;
    return Math.min(this.#first + longest, Math.max(this.#last + quiet, believed));
  }

  /** Everything in it, each path once, as it was last. */
  take(): readonly TreeChange[] {
    const taken = [...this.#changes.values()].map(({ change }) => change);
    this.#changes = new Map();
    return taken;
  }
}
