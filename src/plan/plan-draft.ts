import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { ContainerReference, ContainerTemplate } from '../model/container-spec.js';
import type { ContainerId, ProjectName } from '../model/names.js';
import type { ObservedState } from '../model/observed.js';
import type { Service } from '../model/project.js';
import { markDecisions } from './marks.js';
import type { Decision, Plan, PlanNode, TransactionGroup } from './plan.js';

/** A plan while it is being made. The planners of the resource kinds add to it, in their order. */
export interface PlanDraft {
  readonly decisions: Decision[];
  readonly nodes: PlanNode[];
  readonly diagnostics: Diagnostic[];
  readonly groups: TransactionGroup[];
  /** As the files say, for what containers of theirs need when they are stopped. */
  readonly services: Readonly<Record<string, Service>>;
  /** Containers that lists and labels do not tell enough of. */
  readonly questions: ContainerLook[];
  readonly markers: ReadonlyMap<ContainerId, string>;
}

/** A container to be compared with what it would be made of now. */
export interface ContainerLook {
  readonly container: ContainerId;
  readonly template: ContainerTemplate<ContainerReference>;
}

export const emptyDraft = (
  services: PlanDraft['services'],
  updateMarkers: ObservedState['updateMarkers'],
): PlanDraft => ({
  decisions: [],
  nodes: [],
  diagnostics: [],
  groups: [],
  services,
  questions: [],
  markers: new Map(updateMarkers.map(({ container, volume }) => [container, volume])),
});

/** Adds a node and gives its id, for others to come after. */
export function addNode(draft: PlanDraft, node: PlanNode): string {
  draft.nodes.push(node);
  return node.id;
}

export const finishDraft = (
  command: Plan['command'],
  project: ProjectName,
  { decisions, nodes, diagnostics, groups }: PlanDraft,
): Plan => ({
  command,
  project,
  decisions: markDecisions(decisions, nodes),
  nodes,
  diagnostics,
  ...(groups.length === 0 ? {} : { groups }),
});
