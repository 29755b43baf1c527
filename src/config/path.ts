import type { SourceRange } from '../diagnostics/source.js';
import { entryPlace, type Node } from './node.js';

/** Steps into a document or a model: keys of mappings and indices of lists. */
export type Path = readonly (string | number)[];

/** The way a person writes it: `services.web.ports[0]`. */
export function pathText(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text === '' ? 'the file' : text;
}

export interface Found {
  readonly node: Node;
  /** Where to point when the part as a whole is meant. */
  readonly place: SourceRange;
  /** Where its key is written; for items of lists the item itself. */
  readonly keyAt: SourceRange;
}

/** The part of a document at a path, or the nearest part around it that is there. */
export function findNearest(root: Node, path: Path): Found {
  let found: Found = { node: root, place: root.at, keyAt: root.at };
  for (const step of path) {
    const next = stepInto(found.node, step);
    if (next === undefined) break;
    found = next;
  }
  return found;
}

/** One step; a key also finds its item in a list of `KEY=value`, `key:alias` or names. */
export function stepInto(node: Node, step: string | number): Found | undefined {
  switch (node.kind) {
    case 'scalar':
      return undefined;
    case 'mapping': {
      const entry = node.entries.get(String(step));
      return entry && { node: entry.value, place: entryPlace(entry), keyAt: entry.keyAt };
    }
    case 'sequence': {
      const item =
        typeof step === 'number' ? node.items[step] : node.items.find((other) => names(other, step));
      return item && { node: item, place: item.at, keyAt: item.at };
    }
    default:
      return node satisfies never;
  }
}

function names(item: Node, key: string): boolean {
  return (
    item.kind === 'scalar' &&
    (item.text === key || /^[=:]/.test(item.text.slice(key.length))) &&
    item.text.startsWith(key)
  );
}
