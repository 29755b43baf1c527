import {
  type Entry,
  isNull,
  mappingNode,
  type Node,
  type Scalar,
  type ScalarNode,
  sequenceNode,
  withText,
} from '../node.js';

/**
 * The two ways in which some attributes can be written, brought to one so that they can be merged. What has
 * neither shape is given back as it is; the schema refuses it.
 */

/** `KEY=value` splits at the first equals sign; a lone `KEY` has no value. */
export function asKeyed(node: Node): Node {
  if (node.kind !== 'sequence') return node;
  const entries: [string, Entry][] = [];
  for (const item of node.items) {
    if (item.kind !== 'scalar') continue;
    const equals = item.text.indexOf('=');
    const key = equals === -1 ? item.text : item.text.slice(0, equals);
    const value: Node = equals === -1 ? nullAt(item) : withText(item, item.text.slice(equals + 1));
    entries.push([key, { keyAt: item.at, value }]);
  }
  return mappingNode(entries, node.at);
}

export function asList(node: Node): Node {
  if (node.kind === 'sequence') return node;
  return sequenceNode(isNull(node) ? [] : [node], node.at);
}

/** `all` devices are one request that does not say how many. */
export function asRequests(node: Node): Node {
  if (node.kind !== 'scalar' || node.value !== 'all') return node;
  return sequenceNode([mappingNode([['count', { keyAt: node.at, value: node }]], node.at)], node.at);
}

export function asHosts(node: Node): Node {
  if (node.kind !== 'mapping') return node;
  const items = [...node.entries].flatMap(([host, { value }]) =>
    (value.kind === 'sequence' ? value.items : [value]).map((address) =>
      address.kind === 'scalar' ? withText(address, `${host}=${address.text}`) : address,
    ),
  );
  return sequenceNode(items, node.at);
}

export function asNamed(node: Node): Node {
  return namesToMapping(node, nullAt);
}

export function asDependencies(node: Node): Node {
  return namesToMapping(node, (item) =>
    mappingNode(
      [
        ['condition', { keyAt: item.at, value: withText(item, 'service_started') }],
        ['required', { keyAt: item.at, value: scalarAt(item, true) }],
      ],
      item.at,
    ),
  );
}

export function withContext(node: Node): Node {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return node;
  return mappingNode([['context', { keyAt: node.at, value: node }]], node.at);
}

function namesToMapping(node: Node, valueFor: (item: ScalarNode) => Node): Node {
  if (node.kind !== 'sequence') return node;
  const entries: [string, Entry][] = [];
  for (const item of node.items) {
    if (item.kind === 'scalar') entries.push([item.text, { keyAt: item.at, value: valueFor(item) }]);
  }
  return mappingNode(entries, node.at);
}

function nullAt(item: ScalarNode): Node {
  return scalarAt(item, null);
}

function scalarAt(item: ScalarNode, value: Scalar): Node {
  return { ...item, value, text: value === null ? '' : String(value) };
}
