import type { SourceRange } from '../diagnostics/source.js';
import type { Variables } from './interpolate/variables.js';

/**
 * A value of a document together with the place it was written at. All phases up to normalisation work on these
 * immutable trees, so a place survives interpolation and merging without any bookkeeping beside the value.
 */
export type Node = ScalarNode | MappingNode | SequenceNode;

/** What a tag asks for when the document is laid over another: take the other's value away, or do not merge with it. */
export type Directive = 'reset' | 'override';

export type Scalar = string | number | boolean | null;

interface NodeBase {
  readonly at: SourceRange;
  readonly directive?: Directive;
  /** What an earlier file, or the service that is extended, says in this place. */
  readonly replaced?: Node;
}

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  readonly value: Scalar;
  /** The value as a string attribute takes it: numbers as Go prints them (`1.50` is `1.5`), null as nothing. */
  readonly text: string;
  /** A number written like `1.0` or `1e3`, which is no whole number even if it has no fraction. */
  readonly isFloat?: true;
  /** Set where expressions were replaced to get the value. */
  readonly expressions?: Expressions;
}

/** A value as it is written, and the variables that its expressions see. */
export interface Expressions {
  readonly template: string;
  readonly variables: Variables;
}

export interface MappingNode extends NodeBase {
  readonly kind: 'mapping';
  readonly entries: ReadonlyMap<string, Entry>;
}

export interface Entry {
  readonly keyAt: SourceRange;
  readonly value: Node;
}

export interface SequenceNode extends NodeBase {
  readonly kind: 'sequence';
  readonly items: readonly Node[];
}

export function stringNode(value: string, at: SourceRange): ScalarNode {
  return { kind: 'scalar', value, text: value, at };
}

/** The same place and history, another text. */
export function withText(node: ScalarNode, text: string): ScalarNode {
  return { ...node, value: text, text };
}

export function mappingNode(entries: Iterable<readonly [string, Entry]>, at: SourceRange): MappingNode {
  return { kind: 'mapping', entries: new Map(entries), at };
}

export function sequenceNode(items: readonly Node[], at: SourceRange): SequenceNode {
  return { kind: 'sequence', items, at };
}

export function isNull(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null;
}

/** The value below a key of a mapping; undefined for anything else. */
export function child(node: Node | undefined, key: string): Node | undefined {
  return node?.kind === 'mapping' ? node.entries.get(key)?.value : undefined;
}

export function entriesOf(node: Node | undefined): ReadonlyMap<string, Entry> {
  return node?.kind === 'mapping' ? node.entries : new Map();
}

/** Where to point when an entry as a whole is meant: its key, since a collection's range spans many lines. */
export function entryPlace(entry: Entry): SourceRange {
  return entry.value.kind === 'scalar' && entry.value.value !== null ? entry.value.at : entry.keyAt;
}

/** Plain data. Objects have no prototype, so that a key like `__proto__` is a key like any other. */
export function toPlain(node: Node): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'sequence':
      return node.items.map(toPlain);
    case 'mapping': {
      const plain: Record<string, unknown> = Object.create(null);
      for (const [key, entry] of node.entries) plain[key] = toPlain(entry.value);
      return plain;
    }
    default:
      return node satisfies never;
  }
}
