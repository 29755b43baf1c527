import type { Entry, Node } from '../node.js';

/**
 * The document without its marks, and without what it marks with `!reset`: such a value only takes away what an
 * earlier file says. Parts without any mark are given back as they are.
 */
export function withoutMarks(node: Node): Node {
  switch (node.kind) {
    case 'scalar':
      return unmarked(node);
    case 'sequence': {
      const items = node.items.filter((item) => item.directive !== 'reset').map(withoutMarks);
      const unchanged =
        items.length === node.items.length && items.every((item, index) => item === node.items[index]);
      return unmarked(unchanged ? node : { ...node, items });
    }
    case 'mapping': {
      let changed = false;
      const entries: [string, Entry][] = [];
      for (const [key, entry] of node.entries) {
        const value = entry.value.directive === 'reset' ? undefined : withoutMarks(entry.value);
        changed ||= value !== entry.value;
        if (value !== undefined) entries.push([key, { keyAt: entry.keyAt, value }]);
      }
      return unmarked(changed ? { ...node, entries: new Map(entries) } : node);
    }
    default:
      return node satisfies never;
  }
}

function unmarked(node: Node): Node {
  if (node.directive === undefined) return node;
  const { directive: _, ...rest } = node;
  return rest;
}
