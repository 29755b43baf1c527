import {
  child,
  type Entry,
  isNull,
  type MappingNode,
  mappingNode,
  type Node,
  sequenceNode,
} from '../node.js';
import { withoutMarks } from './directives.js';
import { documentRules, type MergeRule, type MergeTree, serviceRules } from './merge-rules.js';
import {
  asDependencies,
  asHosts,
  asKeyed,
  asList,
  asNamed,
  asRequests,
  withContext,
} from './merge-shapes.js';

/** Is told of a mapping or list that something of another kind is laid over. */
export type Conflict = (base: Node, override: Node) => void;

/** The later document laid over the earlier one. Each part keeps the place of the file that it comes from. */
export function mergeDocuments(base: Node, override: Node, conflict: Conflict): Node {
  return withoutMarks(merge(base, override, documentRules, conflict));
}

/** A service laid over the one it extends. Its marks stay: they speak of what an earlier file says as well. */
export function mergeServices(base: Node, override: Node, conflict: Conflict): Node {
  return merge(base, override, serviceRules, conflict);
}

function merge(
  base: Node,
  override: Node,
  rules: MergeTree | MergeRule | undefined,
  conflict: Conflict,
): Node {
  const rule = typeof rules === 'object' ? rules[''] : rules;
  const below = typeof rules === 'object' ? rules : undefined;
  if (typeof rule === 'string') return mergeByRule(base, override, rule, below, conflict);
  if (isNull(override)) return base;
  return mergeByKind(base, override, below, conflict);
}

function mergeByKind(base: Node, override: Node, rules: MergeTree | undefined, conflict: Conflict): Node {
  if (base.kind === 'mapping' && override.kind === 'mapping')
    return mergeMappings(base, override, rules, conflict);
  if (base.kind === 'sequence' && override.kind === 'sequence') {
    return sequenceNode([...base.items, ...override.items], override.at);
  }
  if (base.kind !== 'scalar') conflict(base, override);
  return override;
}

function mergeMappings(
  base: MappingNode,
  override: MappingNode,
  rules: MergeTree | undefined,
  conflict: Conflict,
): MappingNode {
  const entries = new Map(base.entries);
  for (const [key, entry] of override.entries) {
    const before = base.entries.get(key);
    entries.set(key, before ? mergeEntry(before, entry, stepInto(rules, key), conflict) : entry);
  }
  return mappingNode(entries, base.at);
}

function mergeEntry(
  before: Entry,
  after: Entry,
  rules: MergeTree | MergeRule | undefined,
  conflict: Conflict,
): Entry {
  if (after.value.directive !== undefined) return inPlaceOf(before, after);
  const value = merge(before.value, after.value, rules, conflict);
  if (value === before.value) return before;
  return value === after.value ? inPlaceOf(before, after) : { keyAt: before.keyAt, value };
}

function inPlaceOf(before: Entry, after: Entry): Entry {
  return { keyAt: after.keyAt, value: { ...after.value, replaced: before.value } };
}

function mergeByRule(
  base: Node,
  override: Node,
  rule: MergeRule,
  below: MergeTree | undefined,
  conflict: Conflict,
): Node {
  if (rule === 'replace') return override;
  if (isNull(override)) return base;
  switch (rule) {
    case 'keyed':
      return mergeKeyed(asKeyed(base), asKeyed(override));
    case 'one-or-many':
      return mergeByKind(asList(base), asList(override), below, conflict);
    case 'hosts':
      return mergeHosts(asHosts(base), asHosts(override), conflict);
    case 'named':
      return mergeByKind(asNamed(base), asNamed(override), below, conflict);
    case 'dependencies':
      return mergeByKind(asDependencies(base), asDependencies(override), below, conflict);
    case 'build':
      return mergeByKind(withContext(base), withContext(override), below, conflict);
    case 'logging': {
      const from = driverOf(base);
      const to = driverOf(override);
      return from === undefined || to === undefined || from === to
        ? mergeByKind(base, override, below, conflict)
        : override;
    }
    case 'number-or-mapping':
      return base.kind === override.kind ? mergeByKind(base, override, below, conflict) : override;
    case 'keys':
      return mergeByKind(asKeyed(base), override, below, conflict);
    case 'requests':
      return mergeByKind(asRequests(base), override, below, conflict);
    case 'by-subnet':
      return mergeBySubnet(base, override, conflict);
    default:
      return rule satisfies never;
  }
}

/** Variables or labels; a key without a value says something of its own here, so null replaces too. */
export function mergeKeyed(base: Node, override: Node): Node {
  if (base.kind !== 'mapping' || override.kind !== 'mapping') return override;
  const entries = new Map(base.entries);
  for (const [key, entry] of override.entries) {
    const before = base.entries.get(key);
    entries.set(key, before ? inPlaceOf(before, entry) : entry);
  }
  return mappingNode(entries, base.at);
}

/** What an earlier file says already is not said again. */
function mergeHosts(base: Node, override: Node, conflict: Conflict): Node {
  if (base.kind !== 'sequence' || override.kind !== 'sequence')
    return mergeByKind(base, override, undefined, conflict);
  const isKnown = (host: Node) =>
    host.kind === 'scalar' && base.items.some((item) => item.kind === 'scalar' && item.text === host.text);
  return sequenceNode([...base.items, ...override.items.filter((host) => !isKnown(host))], override.at);
}

function driverOf(logging: Node): unknown {
  const driver = child(logging, 'driver');
  return driver?.kind === 'scalar' ? driver.value : undefined;
}

function mergeBySubnet(base: Node, override: Node, conflict: Conflict): Node {
  if (base.kind !== 'sequence' || override.kind !== 'sequence') return override;
  const items = [...base.items];
  for (const item of override.items) {
    const subnet = subnetOf(item);
    const same = subnet === undefined ? -1 : items.findIndex((other) => subnetOf(other) === subnet);
    const before = items[same];
    if (before) items[same] = mergeByKind(before, item, undefined, conflict);
    else items.push(item);
  }
  return sequenceNode(items, override.at);
}

function subnetOf(item: Node): string | undefined {
  const subnet = child(item, 'subnet');
  return subnet?.kind === 'scalar' ? subnet.text : undefined;
}

function stepInto(rules: MergeTree | undefined, key: string): MergeTree | MergeRule | undefined {
  if (rules === undefined) return undefined;
  return Object.hasOwn(rules, key) ? rules[key] : rules['*'];
}
