import type { Node } from '../node.js';
import { type Expression, substitute } from './template.js';

/** A variable that expressions of the files refer to. */
export interface FileVariable {
  readonly name: string;
  /** Some expression demands it. */
  readonly required: boolean;
  /** Of the first expression that has one; empty when none has. */
  readonly defaultValue: string;
  /** What stands where it is set (`:+`); empty when nothing does. */
  readonly alternateValue: string;
}

/** Every variable that values of the document refer to, sorted by name. */
export function fileVariables(root: Node): readonly FileVariable[] {
  const variables = new Map<string, FileVariable>();
  collect(root);
  return [...variables.values()].sort((left, right) => (left.name < right.name ? -1 : 1));

  function collect(node: Node): void {
    switch (node.kind) {
      case 'scalar':
        if (typeof node.value !== 'string' || !node.value.includes('$')) return;
        for (const expression of substitute(node.value, () => undefined).expressions) add(expression);
        return;
      case 'sequence':
        node.items.forEach(collect);
        return;
      case 'mapping':
        for (const { value } of node.entries.values()) collect(value);
        return;
      default:
        node satisfies never;
    }
  }

  function add({ name, operator }: Expression): void {
    const before = variables.get(name);
    const kind = operator?.sign.at(-1);
    const word = operator?.word ?? '';
    variables.set(name, {
      name,
      required: before?.required === true || kind === '?',
      defaultValue: before?.defaultValue || (kind === '-' ? word : ''),
      alternateValue: before?.alternateValue || (kind === '+' ? word : ''),
    });
  }
}
