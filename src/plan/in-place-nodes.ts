import type { ObservedContainer } from '../model/observed.js';
import type { Project, Service } from '../model/project.js';
import { required, targetOf } from './container-target.js';
import type { InPlaceChanges } from './in-place.js';
import type { Edge, Operation } from './plan.js';
import { addNode, type PlanDraft } from './plan-draft.js';
import type { PlannedResource } from './up-resources.js';
import { markContainer } from './update-markers.js';

/**
 * Changes a container that stays. Networks come first, each left and joined again; the update comes last, because
 * it takes effect as a whole or not at all and so needs no taking back. Gives the edges for what comes after.
 */
export function addInPlaceNodes(
  draft: PlanDraft,
  project: Project,
  service: Service,
  container: ObservedContainer,
  changes: InPlaceChanges,
  networks: ReadonlyMap<string, PlannedResource>,
): readonly Edge[] {
  const target = targetOf(container);
  const cause = changes.causes[0] ?? { kind: 'absent' };
  const transaction = `update ${container.name}`;
  let after: readonly Edge[] = [];
  const add = (id: string, operation: Operation, before: readonly Edge[] = []): void => {
    const node = addNode(draft, { id, operation, after: [...after, ...before], cause, transaction });
    after = [required(node)];
  };
  const made = new Map(
    [...networks.values()].map(({ name, node }) => [name, node === undefined ? [] : [required(node)]]),
  );
  if (changes.outdatesLabels && !draft.markers.has(container.id))
    add(`mark ${container.name}`, markContainer(project.name, { ...target, id: container.id }));
  for (const attachment of changes.leave) {
    const { network } = attachment;
    add(
      `${container.name} leaves ${network}`,
      { kind: 'disconnect-network', container: target, network, restore: attachment },
      made.get(network),
    );
    const again = changes.join.find((one) => one.network === network);
    if (again !== undefined) connect(again);
  }
  for (const attachment of changes.join)
    if (!changes.leave.some(({ network }) => network === attachment.network)) connect(attachment);
  if (changes.update)
    add(`update ${container.name}`, { kind: 'update-container', container: target, service });
  return after;

  function connect(attachment: InPlaceChanges['join'][number]): void {
    add(
      `${container.name} joins ${attachment.network}`,
      { kind: 'connect-network', container: target, attachment },
      made.get(attachment.network),
    );
  }
}
