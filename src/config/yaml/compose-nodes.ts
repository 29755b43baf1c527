import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Pair,
  type Scalar,
  type YAMLMap,
  type Node as YamlNode,
} from 'yaml';
import { closestName } from '../../diagnostics/closest-name.js';
import type { SourceRange } from '../../diagnostics/source.js';
import {
  type Directive,
  type Entry,
  mappingNode,
  type Node,
  type ScalarNode,
  sequenceNode,
  stringNode,
} from '../node.js';
import type { Report } from '../report.js';
import { type PlainValue, readPlainScalar } from './plain-scalar.js';
import type { MendedText } from './syntax/mended-text.js';

const maxDepth = 100;
/** Nodes that aliases may add to a document: a few hundred bytes of nested aliases could otherwise mean gigabytes. */
const maxAliasedNodes = 500_000;

interface Anchored {
  /** Undefined while the node that carries the anchor is still being read. */
  readonly node: Node | undefined;
  readonly size: number;
}

/** What a value is in, as far as that says how it is read. */
interface Within {
  /** An extension, where everything is allowed. */
  readonly free: boolean;
  /** An item of a list. */
  readonly list: boolean;
}

const outermost: Within = { free: false, list: false };

/** Thrown to leave a document that passed a limit; there is no sense in reading on. */
class LimitPassed extends Error {}

/**
 * Turns what the parser gives into our trees: scalars get their types, aliases and merge keys are resolved,
 * duplicate keys reported with both places. Undefined when a limit was passed, which is reported too.
 */
export function composeNodes(contents: YamlNode, text: MendedText, report: Report): Node | undefined {
  const anchors = new Map<string, Anchored>();
  /** What stands for aliases that could not be resolved, so that nothing more is said about them. */
  const unresolved = new WeakSet<Node>();
  let size = 0;
  let aliasedSize = 0;

  try {
    return compose(contents, 0, outermost);
  } catch (error) {
    if (error instanceof LimitPassed) return undefined;
    throw error;
  }

  function compose(yaml: YamlNode, depth: number, within: Within): Node {
    if (depth > maxDepth) limitPassed(`values are nested more than ${maxDepth} levels deep`, rangeOf(yaml));
    size++;
    if (isAlias(yaml)) return resolveAlias(yaml.source, rangeOf(yaml));
    const anchor = isMap(yaml) || isSeq(yaml) || isScalar(yaml) ? yaml.anchor : undefined;
    const before = size;
    if (anchor !== undefined) anchors.set(anchor, { node: undefined, size: 0 });
    const directive = readTag(yaml);
    const content =
      directive === 'override' && isScalar(yaml)
        ? composeOverride(yaml)
        : composeContent(yaml, depth, within);
    const node = directive === undefined ? content : { ...content, directive };
    if (anchor !== undefined) anchors.set(anchor, { node, size: size - before });
    return node;
  }

  function composeContent(yaml: YamlNode, depth: number, within: Within): Node {
    if (isMap(yaml)) return isTemplate(yaml) ? composeTemplate(yaml) : composeMapping(yaml, depth, within);
    if (isSeq(yaml)) {
      const inItem = { ...within, list: true };
      const items = yaml.items.filter(isNode).map((item) => compose(item, depth + 1, inItem));
      return sequenceNode(items, rangeOf(yaml));
    }
    return composeScalar(yaml, within.free);
  }

  /** `{{ name }}` is a mapping in a mapping to YAML, but not to anyone who writes it. */
  function composeTemplate(yaml: YAMLMap): Node {
    const at = rangeOf(yaml);
    const written = text.source.text.slice(at.start, at.end);
    report({
      code: 'yaml-syntax',
      severity: 'error',
      message: 'this is a template, which nothing fills in here',
      at,
      help: `render the template first, or quote it if the text is meant: \`"${written}"\``,
    });
    return stringNode(written, at);
  }

  function composeMapping(yaml: YAMLMap, depth: number, within: Within): Node {
    const own = new Map<string, Entry>();
    let merged: { readonly at: SourceRange; readonly value: Node } | undefined;
    for (const pair of yaml.items) {
      const key = readKey(pair, within.list);
      if (key === undefined) continue;
      const value = isNode(pair.value)
        ? compose(pair.value, depth + 1, { free: within.free || key.name.startsWith('x-'), list: false })
        : emptyNode(key.at);
      const first = key.merge ? merged?.at : own.get(key.name)?.keyAt;
      if (first) {
        reportDuplicate(key.name, key.at, first);
      } else if (key.merge) {
        merged = { at: key.at, value };
      } else {
        own.set(key.name, { keyAt: key.at, value });
      }
    }
    const entries = merged ? mergeEntries(own, merged.value, merged.at) : own;
    return mappingNode(entries, rangeOf(yaml));
  }

  /** The `<<` key: what the mapping itself says wins, then the earlier of several merged mappings. */
  function mergeEntries(own: Map<string, Entry>, value: Node, at: SourceRange): Map<string, Entry> {
    const entries = new Map(own);
    for (const merged of value.kind === 'sequence' ? value.items : [value]) {
      if (unresolved.has(merged)) continue;
      if (merged.kind !== 'mapping') {
        report({
          code: 'invalid-type',
          severity: 'error',
          message: 'only a mapping, or a list of mappings, can be merged with `<<`',
          at,
          ...mergeHelp(value),
        });
        break;
      }
      for (const [key, entry] of merged.entries) if (!entries.has(key)) entries.set(key, entry);
    }
    return entries;
  }

  function mergeHelp(value: Node): { help?: string } {
    if (value.kind === 'sequence')
      return {
        help: 'lists cannot be merged: write mappings (`KEY: value`) in both places, or repeat the items',
      };
    if (value.kind !== 'scalar' || !findAnchors().has(value.text)) return {};
    return { help: `write \`<<: *${value.text}\`` };
  }

  function readKey(
    pair: Pair,
    inList: boolean,
  ): { name: string; merge: boolean; at: SourceRange } | undefined {
    const yaml = pair.key;
    if (!isNode(yaml)) return undefined;
    const key = isAlias(yaml) ? resolveAlias(yaml.source, rangeOf(yaml)) : composeContent(yaml, 0, outermost);
    const at = rangeOf(yaml);
    const plain = isScalar(yaml) && yaml.type === 'PLAIN';
    if (key.kind === 'scalar' && typeof key.value === 'string') {
      return { name: key.value, merge: plain && key.value === '<<', at };
    }
    const written = text.source.text.slice(at.start, at.end);
    report({
      code: 'invalid-type',
      severity: 'error',
      message:
        key.kind === 'scalar'
          ? `a key must be text, not ${describe(key)}`
          : 'a key must be text, not a list or a mapping',
      at,
      ...(key.kind === 'scalar' && written !== '' && { help: keyHelp(pair, written, inList) }),
    });
    // Kept, so that what is said of the mapping as a whole is right.
    return key.kind === 'scalar' ? { name: key.text, merge: false, at } : undefined;
  }

  function composeScalar(yaml: YamlNode, free: boolean): ScalarNode {
    const at = rangeOf(yaml);
    const text = isScalar(yaml) ? String(yaml.value ?? '') : '';
    const wanted = isScalar(yaml) && yaml.tag !== undefined ? typeTags.get(yaml.tag) : undefined;
    const isQuoted = isScalar(yaml) && yaml.type !== 'PLAIN' && yaml.type !== undefined;
    const isText = isScalar(yaml) && yaml.tag !== undefined && yaml.tag !== '!' && wanted === undefined;
    if (!isScalar(yaml) || isText || (isQuoted && wanted === undefined)) return stringNode(text, at);
    const read = readPlainScalar(text);
    if (wanted !== undefined && (read.kind !== 'value' || !wanted(read))) {
      report({
        code: 'yaml-syntax',
        severity: 'error',
        message: `\`${text}\` is not what its tag says`,
        at,
        help: 'remove the tag',
      });
    }
    if (read.kind === 'value') {
      const { value, text: printed, isFloat } = read;
      return { kind: 'scalar', value, text: printed, at, ...(isFloat && { isFloat }) };
    }
    if (free) return stringNode(read.text, at);
    report({
      code: 'invalid-type',
      severity: 'error',
      message: 'YAML reads this as a date, for which there is no use in a compose file',
      at,
      help: `quote it: \`"${text}"\``,
    });
    return stringNode(text, at);
  }

  /** A value with this tag is text, whatever it looks like. */
  function composeOverride(yaml: Scalar): ScalarNode {
    const at = rangeOf(yaml);
    const text = String(yaml.value ?? '');
    const read = yaml.type === 'PLAIN' ? readPlainScalar(text) : undefined;
    if (text !== '' && read?.kind === 'value' && read.value === null) {
      report({
        code: 'invalid-value',
        severity: 'error',
        message: `\`${text}\` cannot take the place of what an earlier file says`,
        at,
        help: 'to take that away, write `!reset null`',
      });
    }
    return stringNode(text, at);
  }

  function resolveAlias(name: string, at: SourceRange): Node {
    const anchored = anchors.get(name);
    if (anchored?.node) {
      size += anchored.size;
      aliasedSize += anchored.size;
      if (aliasedSize > maxAliasedNodes) limitPassed('the aliases of this document expand to too much', at);
      // A list that does not belong here is to be shown where it is used; its items stand where they are written.
      return anchored.node.kind === 'sequence' ? { ...anchored.node, at } : anchored.node;
    }
    reportUnresolved(name, anchored !== undefined, at);
    const nothing = stringNode('', at);
    unresolved.add(nothing);
    return nothing;
  }

  function reportUnresolved(name: string, inside: boolean, at: SourceRange): void {
    const all = findAnchors();
    const later = all.get(name);
    const meant = closestName(name, all.keys());
    report({
      code: 'yaml-syntax',
      severity: 'error',
      message: inside
        ? `the alias \`*${name}\` stands inside of what it refers to`
        : `the alias \`*${name}\` has no anchor \`&${name}\` before it`,
      at,
      ...(later && !inside && { related: [{ message: 'the anchor is only set here', at: later }] }),
      ...(later && !inside && { help: 'move what the anchor marks above the first alias' }),
      ...(!later && meant !== undefined && { help: `did you mean \`*${meant}\`?` }),
    });
  }

  /** Wherever something looks like an anchor; for suggestions only. */
  function findAnchors(): Map<string, SourceRange> {
    const found = [...text.text.matchAll(/(?<=[\s[{,])&([^\s[\]{},]+)/g)];
    return new Map(
      found.map((match) => [match[1] ?? '', text.place(match.index, match.index + match[0].length)]),
    );
  }

  function reportDuplicate(key: string, at: SourceRange, first: SourceRange): void {
    report({
      code: 'duplicate-key',
      severity: 'error',
      message: `the key \`${key}\` is written twice in the same mapping`,
      at,
      related: [{ message: 'first written here', at: first }],
      help:
        key === '<<'
          ? 'merge several mappings as a list: `<<: [*first, *second]`'
          : 'remove one of the two, or put what both hold below one of them',
    });
  }

  function limitPassed(message: string, at: SourceRange): never {
    report({ code: 'document-limit', severity: 'error', message, at });
    throw new LimitPassed(message);
  }

  function rangeOf(yaml: YamlNode): SourceRange {
    const [start, end] = yaml.range ?? [0, 0];
    return text.place(start, end);
  }

  function readTag(yaml: YamlNode): Directive | undefined {
    const { tag } = yaml;
    if (tag === '!reset') return 'reset';
    if (tag === '!override') return 'override';
    if (tag === undefined || tag === '!' || coreTags.has(tag)) return undefined;
    const isLocal = tag.startsWith('!');
    report({
      code: 'unsupported-attribute',
      severity: isLocal ? 'warning' : 'error',
      message: isLocal
        ? `the tag \`${tag}\` means nothing here`
        : `the tag \`${tag}\` is not supported by this version`,
      at: rangeOf(yaml),
    });
    return undefined;
  }
}

/** What a value with such a tag has to be; with any other tag, it is text. */
const typeTags: ReadonlyMap<string, (read: PlainValue) => boolean> = new Map([
  ['tag:yaml.org,2002:int', ({ value, isFloat }) => typeof value === 'number' && isFloat !== true],
  ['tag:yaml.org,2002:float', ({ value }) => typeof value === 'number'],
  ['tag:yaml.org,2002:bool', ({ value }) => typeof value === 'boolean'],
  ['tag:yaml.org,2002:null', ({ value }) => value === null],
]);

function isTemplate(yaml: YAMLMap): boolean {
  return yaml.flow === true && yaml.items.length === 1 && isMap(yaml.items[0]?.key);
}

const coreTags: ReadonlySet<string> = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((name) => `tag:yaml.org,2002:${name}`),
);

/** `- 80: 80` was meant as one text, `80:80`; anywhere else the key is what it is. */
function keyHelp({ value }: Pair, written: string, inList: boolean): string {
  const text = isScalar(value) ? String(value.source ?? '') : '';
  return inList && text !== ''
    ? `write it as one text: \`- "${written}:${text}"\``
    : `quote it: \`"${written}"\``;
}

/** The value of a key that stands alone in a flow mapping: `{a, b}`. */
function emptyNode(after: SourceRange): ScalarNode {
  return { kind: 'scalar', value: null, text: '', at: { ...after, start: after.end } };
}

function describe(node: ScalarNode): string {
  return node.value === null ? 'an empty value' : `the ${typeof node.value} \`${node.text}\``;
}
