import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { label } from '../model/labels.js';
import type { ProjectName } from '../model/names.js';
import type { ObservedContainer, ObservedNetwork, ObservedState, ObservedVolume } from '../model/observed.js';
import type { Service } from '../model/project.js';
import { markerOf } from './container-nodes.js';
import { targetOf } from './container-target.js';
import { anonymousVolumes } from './container-template.js';
import type { Cause, Edge, Plan } from './plan.js';
import { addNode, emptyDraft, finishDraft, type PlanDraft } from './plan-draft.js';
import { hasVolume } from './replace-volume.js';
import { addStops } from './stop-order.js';
import { addMarkerRemovals } from './update-markers.js';

export interface DownInput {
  readonly project: ProjectName;
  /** As the files say; empty where no files were read. */
  readonly services: Readonly<Record<string, Service>>;
  /** Names of networks and volumes that the files call external. */
  readonly external?: readonly string[];
  /** Everything that carries the label of the project. */
  readonly observed: ObservedState;
  /** Names of images that were built for the project, or the ids of those that have none. */
  readonly built?: readonly string[];
  readonly options: DownOptions;
}

export interface DownOptions {
  /** Empty: the whole project, its networks included. */
  readonly services: readonly string[];
  readonly removeVolumes: boolean;
  /**
   * `local`: images that a build of the project named; `all`: every image that its containers run or its files name;
   * `built`: every image that was built for it.
   */
  readonly removeImages: 'none' | 'local' | 'all' | 'built';
  readonly stopTimeoutSeconds?: number;
}

const cause: Cause = { kind: 'requested', by: 'down' };

/**
 * Takes away what carries the project's label, whatever the files say now: one-off containers, services of any profile,
 * networks and volumes that no file has any more. Dependents stop before what they depend on, as the labels of the
 * containers tell; everything else goes as soon as the containers that use it are gone.
 */
export function planDown(input: DownInput): Plan {
  const { project, services, external = [], observed, options } = input;
  const draft = emptyDraft(services, observed.updateMarkers);
  const whole = options.services.length === 0;
  const containers = observed.containers.filter(
    ({ labels }) => whole || options.services.includes(labels[label.service] ?? ''),
  );
  const removals = planContainers(draft, containers, options);
  addMarkerRemovals(draft, observed);
  const after = (uses: (container: ObservedContainer) => boolean): readonly Edge[] =>
    containers.filter(uses).flatMap(({ id }) => removals.get(id) ?? []);
  const isOwn = (resource: ObservedNetwork | ObservedVolume) =>
    resource.labels[label.project] === project && !external.includes(resource.name);
  for (const network of whole ? observed.networks.filter(isOwn) : []) {
    const { id, name } = network;
    addNode(draft, {
      id: `remove network ${name}`,
      operation: { kind: 'remove-network', id, name },
      after: after((container) => container.networks.some((attached) => attached.name === name)),
      cause,
    });
    draft.decisions.push({ resource: 'network', name, action: 'remove', causes: [cause] });
  }
  for (const { name } of whole && options.removeVolumes ? observed.volumes.filter(isOwn) : []) {
    addNode(draft, {
      id: `remove volume ${name}`,
      operation: { kind: 'remove-volume', name },
      after: after((container) => hasVolume(container, name)),
      cause,
    });
    const causes: readonly Cause[] = [{ kind: 'requested', by: '--volumes' }];
    draft.decisions.push({ resource: 'volume', name, action: 'remove', causes });
  }
  for (const image of imagesToRemove(input, containers)) {
    const byOption: Cause = { kind: 'requested', by: `--rmi ${options.removeImages}` };
    addNode(draft, {
      id: `remove image ${image}`,
      operation: { kind: 'remove-image', image },
      after: after((container) => container.image === image || container.imageId === image),
      cause: byOption,
    });
    draft.decisions.push({ resource: 'image', name: image, action: 'remove', causes: [byOption] });
  }
  draft.diagnostics.push(...volumesLeft(containers, options));
  return finishDraft('down', project, draft);
}

/** They may hold data that somebody wants, but nothing of the project leads to them any more. */
function volumesLeft(containers: readonly ObservedContainer[], options: DownOptions): readonly Diagnostic[] {
  const names = options.removeVolumes ? [] : [...new Set(containers.flatMap(anonymousVolumes))].sort();
  if (names.length === 0) return [];
  return [
    {
      code: 'anonymous-volumes-left',
      severity: 'note',
      message: `anonymous volumes of the containers that are removed stay: ${names.length}`,
      details: names,
      help: 'the next `up` begins with new ones; remove these with `docker volume rm`, or go down with `--volumes`',
    },
  ];
}

/** Gives the edges that wait for a container to be gone, by its id. */
function planContainers(
  draft: PlanDraft,
  containers: readonly ObservedContainer[],
  options: DownOptions,
): ReadonlyMap<string, Edge> {
  const stops = addStops(draft, containers, cause, options.stopTimeoutSeconds);
  const removals = new Map<string, Edge>();
  for (const container of containers) {
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
    removals.set(container.id, { node: removed, required: true });
  }
  return removals;
}

/** Those that the containers run, and those of services that have no container, as far as they are there. */
function imagesToRemove(
  { project, services, observed, built = [], options }: DownInput,
  containers: readonly ObservedContainer[],
): readonly string[] {
  const { removeImages } = options;
  if (removeImages === 'none') return [];
  if (removeImages === 'built') return [...built].sort();
  const used = containers.flatMap(({ image, labels }) =>
    removeImages === 'all' || image === `${project}-${labels[label.service]}` ? [image] : [],
  );
  const named = Object.values(services)
    .filter(({ name }) => options.services.length === 0 || options.services.includes(name))
    .flatMap(({ name, image }) =>
      image === undefined ? [`${project}-${name}`] : removeImages === 'all' ? [image] : [],
    )
    .filter((image) => observed.images[image] !== undefined);
  return [...new Set([...used, ...named])].sort();
}
