import type { Decision, Edge, Operation, PlanNode } from './plan.js';
import type { PlanDraft } from './plan-draft.js';

/**
 * The same without all that sets containers going: what is there is made or replaced, and then left. What comes
 * after a node that is left out comes after what that one would have come after.
 */
export function withoutStarts(draft: PlanDraft): PlanDraft {
  const leftOut = new Map(
    draft.nodes.flatMap((node) => (setsGoing(node.operation) ? [[node.id, node]] : [])),
  );
  const edgesOf = (node: PlanNode): readonly Edge[] => {
    const edges = new Map<string, boolean>();
    for (const { node: id, required } of reach(node.after)) edges.set(id, edges.get(id) === true || required);
    return [...edges].map(([id, required]) => ({ node: id, required }));
  };
  const reach = (after: readonly Edge[]): readonly Edge[] =>
    after.flatMap((edge) => {
      const node = leftOut.get(edge.node);
      if (node === undefined) return [edge];
      return reach(node.after).map(({ node: id, required }) => ({
        node: id,
        required: required && edge.required,
      }));
    });
  const nodes = draft.nodes
    .filter(({ id }) => !leftOut.has(id))
    .map(({ keepsWhenFailed: _, ...node }) => ({ ...node, after: edgesOf(node) }));
  return { ...draft, nodes, decisions: draft.decisions.map(asItStays) };
}

/** Stops are for what is replaced; those of hooks that come before them go along. */
function setsGoing(operation: Operation): boolean {
  switch (operation.kind) {
    case 'start-container':
    case 'restart-container':
    case 'wait-container':
    case 'delay':
      return true;
    case 'run-hook':
      return operation.phase === 'post_start';
    default:
      return false;
  }
}

const asItStays = (decision: Decision): Decision =>
  decision.resource === 'container' && (decision.action === 'start' || decision.action === 'restart')
    ? { ...decision, action: 'keep', causes: [] }
    : decision;
