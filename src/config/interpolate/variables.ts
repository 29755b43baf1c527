import type { SourceRange } from '../../diagnostics/source.js';
import type { Lookup } from './template.js';

/** The variables that expressions see, and where each of them is set. */
export interface Variables {
  readonly lookup: Lookup;
  /** Undefined for what is not set. */
  readonly setBy: (name: string) => VariableSource | undefined;
}

export type VariableSource =
  | { readonly kind: 'shell' }
  | { readonly kind: 'file'; readonly at: SourceRange }
  /** `COMPOSE_PROJECT_NAME`, once it is known. */
  | { readonly kind: 'project name' };

/** A variable of an environment file. */
export interface SetVariable {
  readonly value: string;
  readonly at: SourceRange;
}
