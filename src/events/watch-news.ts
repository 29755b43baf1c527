import type { Plan } from '../plan/plan.js';

/** What a watch did, or what it found. Paths are absolute, durations are in milliseconds. */
export type WatchNews =
  /** Everything is in place: changes are acted on from now on. */
  | { readonly kind: 'enabled'; readonly services: readonly string[]; readonly folders: number }
  | {
      readonly kind: 'synced';
      readonly service: string;
      readonly why: SyncReason;
      /** At most a few. */
      readonly paths: readonly string[];
      readonly written: number;
      readonly removed: number;
      readonly bytes: number;
      readonly durationMs: number;
    }
  | {
      readonly kind: 'executed';
      readonly service: string;
      readonly container: string;
      readonly exitCode: number;
      readonly durationMs: number;
    }
  | {
      readonly kind: 'restarted';
      readonly services: readonly string[];
      readonly paths: readonly string[];
      readonly durationMs: number;
    }
  | {
      readonly kind: 'rebuilding';
      readonly services: readonly string[];
      readonly paths: readonly string[];
      /** A build that was under way is given up, because what it is made of has changed again. */
      readonly again: boolean;
    }
  | {
      readonly kind: 'rebuilt';
      readonly services: readonly string[];
      readonly paths: readonly string[];
      /** False: the image is the same as before, and so the containers stay. */
      readonly replaced: boolean;
      readonly durationMs: number;
    }
  /** Why was told before. What ran goes on. */
  | { readonly kind: 'not-rebuilt'; readonly services: readonly string[] }
  | { readonly kind: 'files-changed'; readonly paths: readonly string[]; readonly applies: boolean }
  /** What the changed files would do, where they are not to be applied. */
  | { readonly kind: 'planned'; readonly plan: Plan }
  | { readonly kind: 'paused' | 'resumed' | 'engine-away' | 'engine-back' };

export type SyncReason =
  /** Files changed. */
  | 'changed'
  /** What a container had was not what the folder has. */
  | 'differed'
  /** A container that came later has to catch up. */
  | 'new-container';
