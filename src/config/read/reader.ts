import type { DiagnosticCode } from '../../diagnostics/codes.js';
import type { SourceRange } from '../../diagnostics/source.js';
import type { Node } from '../node.js';
import { type Path, pathText } from '../path.js';
import type { Report } from '../report.js';
import type { Origins } from './origins.js';

/** What reading a whole document needs besides the document. */
export interface Reading {
  readonly report: Report;
  readonly origins: Origins;
  /** Absolute; relative paths count from here. */
  readonly projectDirectory: string;
  /** What `~` stands for. */
  readonly homeDirectory: string | undefined;
  readonly paths: 'absolute' | 'as written';
}

/** A node on its way to become a value of the model. */
export interface Place {
  readonly node: Node;
  readonly key: string | number;
  /** Where the key is written; for items of lists the item itself. */
  readonly keyAt: SourceRange;
  readonly parent: Place | undefined;
  readonly reading: Reading;
}

/**
 * Brings one attribute into its canonical form. Undefined when it is not set, or when it is wrong and reported. A
 * value of the wrong type is passed over in silence: the schema has already refused it.
 */
export type Reader<Value> = (place: Place) => Value | undefined;

function pathOf(place: Place): Path {
  const path: (string | number)[] = [];
  for (let at: Place | undefined = place; at?.parent; at = at.parent) path.unshift(at.key);
  return path;
}

/** Reports what is wrong with a value and gives undefined, so that a reader can return it. */
export function refuse(
  place: Place,
  message: string,
  options: { readonly code?: DiagnosticCode; readonly help?: string; readonly at?: SourceRange } = {},
): undefined {
  place.reading.report({
    code: options.code ?? 'invalid-value',
    severity: 'error',
    message: `${pathText(pathOf(place))}: ${message.replace('``', 'an empty string')}`,
    at: options.at ?? (place.node.kind === 'scalar' ? place.node.at : place.keyAt),
    ...(options.help !== undefined && { help: options.help }),
  });
  return undefined;
}
