import type { Variables } from '../interpolate/variables.js';
import type { Node } from '../node.js';
import type { Report } from '../report.js';
import type { SourceFiles } from '../source-files.js';

/** What putting documents together needs besides the documents. */
export interface Assembly {
  readonly sources: SourceFiles;
  readonly report: Report;
  readonly variables: Variables;
  /** `kept`: what the values come to is not known, so that they are not checked either. */
  readonly expressions: 'replaced' | 'kept';
  /** Absolute; what relative paths in these documents count from. */
  readonly directory: string;
  /** Absolute paths of the files that lead here by `include`, the outermost first. */
  readonly includedBy: readonly string[];
  /** Files that services extend services of, by path: read once for all of them. */
  readonly extendedFiles: Map<string, ExtensionOrigin | undefined>;
  /** How many inclusions there were in all; files that include each other crosswise multiply. */
  readonly inclusions: { count: number };
  /** Variables whose absence, and places whose mistakes, were already told. */
  readonly toldUnset: Set<string>;
  readonly toldPlaces: Set<string>;
}

/** A document in which services are looked up, and how a service in it is told from others of the same name. */
export interface ExtensionOrigin {
  readonly document: Node;
  /** Empty for the document that is being extended. */
  readonly file: string;
  /** Absolute; what a `file` in an `extends` of this document counts from. */
  readonly directory: string;
  /** Its services with what they extend, by name: many can extend one, and form long chains. */
  readonly extended: Map<string, Promise<Node>>;
}

/** A path that would have to be fetched. Nothing is ever fetched while loading. */
export function isRemotePath(path: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(path) || /^(oci|git|github)[:@]/.test(path) || /^git@/.test(path);
}
