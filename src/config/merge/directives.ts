import { type Entry, mappingNode, type Node, sequenceNode } from '../node.js';

/**
 * The document without what it marks with `!reset`: such a value only takes away what an earlier file says. Parts
 * without any mark are given back as they are.
 */
export function withoutResets(node: Node): Node {
  switch (node.kind) {
    case 'scalar':
      return node;
    case 'sequence': {
      const items = node.items.filter((item) => item.directive !== 'reset').map(withoutResets);
      const unchanged =
        items.length === node.items.length && items.every((item, i) => item === node.items[i]);
      return unchanged ? node : { ...sequenceNode(items, node.at), ...directiveOf(node) };
    }
    case 'mapping': {
      let changed = false;
      const entries: [string, Entry][] = [];
      for (const [key, entry] of node.entries) {
        const value = entry.value.directive === 'reset' ? undefined : withoutResets(entry.value);
        changed ||= value !== entry.value;
        if (value !== undefined) entries.push([key, { keyAt: entry.keyAt, value }]);
      }
      return changed ? { ...mappingNode(entries, node.at), ...directiveOf(node) } : node;
    }
    default:
      return node satisfies never;
  }
}

function directiveOf(node: Node): Pick<Node, 'directive'> {
  return node.directive === undefined ? {} : { directive: node.directive };
}
