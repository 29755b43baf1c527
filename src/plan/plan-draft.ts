import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { ProjectName } from '../model/names.js';
import type { Decision, Plan, PlanNode } from './plan.js';

/** A plan while it is being made. The planners of the resource kinds add to it, in their order. */
export interface PlanDraft {
  readonly decisions: Decision[];
  readonly nodes: PlanNode[];
  readonly diagnostics: Diagnostic[];
}

export const emptyDraft = (): PlanDraft => ({ decisions: [], nodes: [], diagnostics: [] });

/** Adds a node and gives its id, for others to come after. */
export function addNode(draft: PlanDraft, node: PlanNode): string {
  draft.nodes.push(node);
  return node.id;
}

export const finishDraft = (command: Plan['command'], project: ProjectName, draft: PlanDraft): Plan => ({
  command,
  project,
  ...draft,
});
