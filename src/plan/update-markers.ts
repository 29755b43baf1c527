import { label } from '../model/labels.js';
import type { ContainerId, ProjectName } from '../model/names.js';
import type { ObservedState } from '../model/observed.js';
import type { Cause, ContainerTarget, Operation } from './plan.js';
import { addNode, type PlanDraft } from './plan-draft.js';

/** Says on the engine, before it is so, that a container is not wholly as its labels say. */
export const markContainer = (
  project: ProjectName,
  container: ContainerTarget & { readonly id: ContainerId },
): Operation => ({
  kind: 'add-marker',
  container,
  volume: `stack-updated-${container.id}`,
  labels: { [label.project]: project, [label.updated]: container.id },
});

/** Marks are taken away together with their containers; those that lost theirs otherwise are swept. */
export function addMarkerRemovals(draft: PlanDraft, { containers, updateMarkers }: ObservedState): void {
  const cause: Cause = { kind: 'superseded' };
  for (const { volume, container } of updateMarkers) {
    if (containers.some(({ id }) => id === container)) continue;
    addNode(draft, {
      id: `remove marker ${volume}`,
      operation: { kind: 'remove-marker', volume },
      after: [],
      cause,
    });
  }
}
