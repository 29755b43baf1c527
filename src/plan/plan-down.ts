import { label } from '../model/labels.js';
import type { ProjectName } from '../model/names.js';
import type { ObservedContainer, ObservedState } from '../model/observed.js';
import type { Service } from '../model/project.js';
import { markerOf } from './container-nodes.js';
import { targetOf } from './container-target.js';
import { anonymousVolumes } from './container-template.js';
import type { Cause, Edge, Plan } from './plan.js';
import { addNode, emptyDraft, finishDraft, type PlanDraft } from './plan-draft.js';
import { addStops } from './stop-order.js';
import { addMarkerRemovals } from './update-markers.js';

export interface DownInput {
  readonly project: ProjectName;
  /** As the files say; empty where no files were read. */
  readonly services: Readonly<Record<string, Service>>;
  /** Everything that carries the label of the project. */
  readonly observed: ObservedState;
  readonly options: DownOptions;
}

export interface DownOptions {
  /** Empty: the whole project, its networks included. */
  readonly services: readonly string[];
  readonly removeVolumes: boolean;
  /** `local`: images that a build of the project named; `all`: every image its containers run. */
  readonly removeImages: 'none' | 'local' | 'all';
  readonly stopTimeoutSeconds?: number;
}

const cause: Cause = { kind: 'requested', by: 'down' };

/**
 * Takes away what carries the project's label, whatever the files say now. Dependents stop before what they
 * depend on, as the labels of the containers tell.
 */
export function planDown({ project, services, observed, options }: DownInput): Plan {
  const draft = emptyDraft(services, observed.updateMarkers);
  const whole = options.services.length === 0;
  const containers = observed.containers.filter(
    ({ labels }) => whole || options.services.includes(labels[label.service] ?? ''),
  );
  const removals = planContainers(draft, containers, options);
  addMarkerRemovals(draft, observed);
  if (whole) {
    for (const { id, name, labels } of observed.networks) {
      if (labels[label.project] !== project) continue;
      addNode(draft, {
        id: `remove network ${name}`,
        operation: { kind: 'remove-network', id, name },
        after: removals,
        cause,
      });
      draft.decisions.push({ resource: 'network', name, action: 'remove', causes: [cause] });
    }
  }
  if (whole && options.removeVolumes) {
    for (const { name, labels } of observed.volumes) {
      if (labels[label.project] !== project) continue;
      addNode(draft, {
        id: `remove volume ${name}`,
        operation: { kind: 'remove-volume', name },
        after: removals,
        cause,
      });
      draft.decisions.push({
        resource: 'volume',
        name,
        action: 'remove',
        causes: [{ kind: 'requested', by: '--volumes' }],
      });
    }
  }
  for (const image of imagesToRemove(project, containers, options)) {
    const byOption: Cause = { kind: 'requested', by: `--rmi ${options.removeImages}` };
    addNode(draft, {
      id: `remove image ${image}`,
      operation: { kind: 'remove-image', image },
      after: removals,
      cause: byOption,
    });
    draft.decisions.push({ resource: 'image', name: image, action: 'remove', causes: [byOption] });
  }
  return finishDraft('down', project, draft);
}

/** Gives the edges that wait for all containers to be gone. */
function planContainers(
  draft: PlanDraft,
  containers: readonly ObservedContainer[],
  options: DownOptions,
): Edge[] {
  const stops = addStops(draft, containers, cause, options.stopTimeoutSeconds);
  return containers.map((container) => {
    const stopped = stops.get(container.id);
    const removed = addNode(draft, {
      id: `remove ${container.name}`,
      operation: {
        kind: 'remove-container',
        container: targetOf(container),
        anonymousVolumes: options.removeVolumes ? anonymousVolumes(container) : [],
        ...markerOf(draft, container),
      },
      after: stopped === undefined ? [] : [{ node: stopped, required: true }],
      cause,
    });
    const service = container.labels[label.service];
    draft.decisions.push({
      resource: 'container',
      name: container.name,
      ...(service === undefined ? {} : { service }),
      action: 'remove',
      causes: [cause],
    });
    return { node: removed, required: true };
  });
}

function imagesToRemove(
  project: ProjectName,
  containers: readonly ObservedContainer[],
  { removeImages }: DownOptions,
): readonly string[] {
  if (removeImages === 'none') return [];
  const used = containers.flatMap(({ image, labels }) =>
    removeImages === 'all' || image === `${project}-${labels[label.service]}` ? [image] : [],
  );
  return [...new Set(used)].sort();
}
