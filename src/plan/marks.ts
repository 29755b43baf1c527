import type { ContainerTarget, Decision, Mark, PlanNode } from './plan.js';

/**
 * The decisions with what a person should know before agreeing to them. It follows from the nodes, whatever option
 * or change of the files they are there for.
 */
export function markDecisions(
  decisions: readonly Decision[],
  nodes: readonly PlanNode[],
): readonly Decision[] {
  const marks = new Map<string, Set<Mark>>();
  const mark = (resource: Decision['resource'], name: string, which: Mark): void => {
    const key = `${resource} ${name}`;
    marks.set(key, (marks.get(key) ?? new Set()).add(which));
  };
  const places = nodesByPlace(nodes);
  const decided = new Set(
    decisions.flatMap(({ resource, name }) => (resource === 'container' ? [name] : [])),
  );
  for (const node of nodes) {
    const { operation } = node;
    if (operation.kind === 'remove-volume') mark('volume', operation.name, 'destroys-data');
    if (!('container' in operation)) continue;
    const ofPlace = places.get(placeOf(operation.container)) ?? [];
    if (interrupts(node, ofPlace)) mark('container', decidedName(operation.container), 'downtime');
    if (operation.kind === 'remove-container' && operation.anonymousVolumes.length > 0)
      mark('container', decidedName(operation.container), 'destroys-data');
  }
  return decisions.map((decision) => {
    const found = marks.get(`${decision.resource} ${decision.name}`);
    return found === undefined ? decision : { ...decision, marks: [...found].sort() };
  });

  /** An old container may have another name than the place that it holds, which is what is decided about. */
  function decidedName(container: ContainerTarget): string {
    if (decided.has(container.name)) return container.name;
    const names = (places.get(placeOf(container)) ?? []).map(({ operation }) =>
      'container' in operation ? operation.container.name : '',
    );
    return names.find((name) => decided.has(name)) ?? container.name;
  }
}

/** Whether a running container stops serving before another one has started in its place, if one ever does. */
function interrupts(node: PlanNode, ofPlace: readonly PlanNode[]): boolean {
  switch (node.operation.kind) {
    case 'restart-container':
      return true;
    case 'stop-container': {
      const starts = ofPlace.filter(({ operation }) => operation.kind === 'start-container');
      // A container that was set aside and not removed serves nobody while another one holds the place.
      if (starts.length === 0) return node.cause.kind !== 'superseded';
      const before = ancestors(node, ofPlace);
      return !starts.some(({ id }) => before.has(id));
    }
    default:
      return false;
  }
}

const placeOf = ({ service, number }: ContainerTarget): string => `${service}#${number}`;

/** Nodes about the containers of one replica. */
function nodesByPlace(nodes: readonly PlanNode[]): ReadonlyMap<string, readonly PlanNode[]> {
  const places = new Map<string, PlanNode[]>();
  for (const node of nodes) {
    if (!('container' in node.operation)) continue;
    const place = placeOf(node.operation.container);
    const known = places.get(place);
    if (known === undefined) places.set(place, [node]);
    else known.push(node);
  }
  return places;
}

/** Ids of those of `among` that the node comes after. */
function ancestors(node: PlanNode, among: readonly PlanNode[]): ReadonlySet<string> {
  const byId = new Map(among.map((other) => [other.id, other]));
  const found = new Set<string>();
  const visit = ({ after }: PlanNode): void => {
    for (const { node: id } of after) {
      const earlier = byId.get(id);
      if (earlier === undefined || found.has(id)) continue;
      found.add(id);
      visit(earlier);
    }
  };
  visit(node);
  return found;
}
