import type { Endpoint } from './endpoint.js';

/** What discovery may look at. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the user's home folder. */
  readonly homeDir: string;
}

export type Finding =
  /** The user said which engine: if it does not answer, no other one is taken in its place. */
  | { readonly kind: 'chosen'; readonly endpoint: Endpoint; readonly by: string }
  /** The user said which engine, but in a way that cannot be followed. */
  | { readonly kind: 'unusable'; readonly by: string; readonly reason: string }
  /** Places to try, in order; may be empty. */
  | { readonly kind: 'possible'; readonly endpoints: readonly Endpoint[] };

export type DiscoveryStrategy = (surroundings: Surroundings) => Promise<Finding>;

export const nothing: Finding = { kind: 'possible', endpoints: [] };
