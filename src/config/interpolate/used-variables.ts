import type { Node } from '../node.js';
import { substitute } from './template.js';
import type { VariableSource } from './variables.js';

export interface UsedVariable {
  readonly name: string;
  /** Undefined: it is not set. */
  readonly source: VariableSource | undefined;
}

/** The variables that the expressions in a value name, each once. */
export function usedVariables(node: Node): UsedVariable[] {
  if (node.kind !== 'scalar' || node.expressions === undefined) return [];
  const { template, variables } = node.expressions;
  const names = new Set(substitute(template, variables.lookup).expressions.map(({ name }) => name));
  return [...names].map((name) => ({ name, source: variables.setBy(name) }));
}
