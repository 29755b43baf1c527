import type { Build } from '../model/project.js';
import type { DockerfileLines } from './engine.js';

/**
 * Everything that can go wrong at the engine, as far as callers act on it differently. The engine's own words
 * stay in `message`. Cancellation is not among them: an aborted call rejects with the signal's reason.
 */
export type EngineFailure =
  | { readonly kind: 'unreachable'; readonly tried: readonly string[] }
  | { readonly kind: 'api-too-old'; readonly needed: string; readonly offered: string }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'image-not-found'; readonly image: string }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'name-conflict'; readonly name: string; readonly ownerId?: string }
  | { readonly kind: 'port-in-use'; readonly hostIp: string; readonly port: number; readonly owner?: string }
  | { readonly kind: 'in-use' }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'invalid-request' }
  /** The registry, or the way to it, failed in a manner that may pass. */
  | { readonly kind: 'registry-unavailable' }
  /** The output is that of the step that failed, or the end of it all where there is no such step. */
  | {
      readonly kind: 'build-failed';
      readonly output: readonly string[];
      readonly step?: string;
      readonly at?: DockerfileLines;
      /** What of the definition this engine cannot do. */
      readonly attribute?: keyof Build;
      /** A registry wants to know who asks for a base image, and who it is does not suffice. */
      readonly isUnauthorized?: true;
    }
  /** The connection broke while a call was under way: whether it took place is not known. */
  | { readonly kind: 'connection-lost' }
  /** The connection stands and nothing comes. */
  | { readonly kind: 'no-answer' }
  | { readonly kind: 'server-error'; readonly status: number };

export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly failure: EngineFailure;

  constructor(message: string, failure: EngineFailure, options?: ErrorOptions) {
    super(message, options);
    this.failure = failure;
  }
}
