import type { NetworkAttachment } from '../model/container-spec.js';
import { label } from '../model/labels.js';
import type { ObservedContainer, ObservedNetwork } from '../model/observed.js';
import type { Project, Service, ServiceNetwork } from '../model/project.js';
import { effectOf } from './attribute-effects.js';
import { type ContainerDifferences, isPossibleInPlace, isSameAttachment } from './container-differences.js';
import { attachmentTo } from './container-template.js';
import type { Cause } from './plan.js';
import type { PlannedResource } from './up-resources.js';

/** What is changed about a container while it stays. */
export interface InPlaceChanges {
  readonly causes: readonly Cause[];
  /** Limits or the restart policy are others. */
  readonly update: boolean;
  /** By name on the engine, each with how the container was attached, to take it back. */
  readonly leave: readonly NetworkAttachment[];
  readonly join: readonly NetworkAttachment[];
  /** Attributes are others than its labels tell, so that a later plan has to look at the container itself. */
  readonly outdatesLabels: boolean;
}

export interface InPlaceQuestion {
  readonly project: Project;
  readonly service: Service;
  readonly number: number;
  readonly container: ObservedContainer;
  readonly differences: ContainerDifferences;
  /** The networks it should be attached to, by key. */
  readonly networks: ReadonlyMap<string, PlannedResource>;
  readonly observedNetworks: readonly ObservedNetwork[];
}

/** Undefined when the container has to be replaced; without causes when it is as it should be. */
export function inPlaceChanges(question: InPlaceQuestion): InPlaceChanges | undefined {
  const { differences, networks, container } = question;
  const { changes, contents, isUnknown } = differences;
  if (isUnknown || contents.length > 0 || !isPossibleInPlace(changes)) return undefined;
  const { leave, join } = reconnections(question);
  if (leave.length + join.length > 0 && !canReconnect(question)) return undefined;
  const told = new Set(changedNetworks(question).map((key) => networks.get(key)?.name));
  // That a network which is new to the service is not attached yet goes without saying.
  const lost = join.filter(({ network }) => !told.has(network));
  return {
    causes: [
      ...(changes.length === 0 ? [] : [{ kind: 'changed', changes } as const]),
      ...lost.map(({ network }) => ({ kind: 'network-changed', network }) as const),
    ],
    update: changes.some(({ path }) => effectOf(path) !== 'reconnect' && effectOf(path) !== 'nothing'),
    leave: leave.filter(({ network }) => isAttached(container, network)),
    join,
    outdatesLabels: changes.length > 0,
  };
}

const changedNetworks = ({ differences: { networks } }: InPlaceQuestion): readonly string[] =>
  [...new Set([...Object.keys(networks.before), ...Object.keys(networks.after)])].filter(
    (key) =>
      key in networks.before !== key in networks.after ||
      !isSameAttachment(networks.before[key], networks.after[key]),
  );

function reconnections(question: InPlaceQuestion): Pick<InPlaceChanges, 'leave' | 'join'> {
  const { project, service, number, container, differences, networks, observedNetworks } = question;
  const leave: NetworkAttachment[] = [];
  const join: NetworkAttachment[] = [];
  const before = (key: string, network: string): NetworkAttachment =>
    attachmentTo(project, service, number, network, settingsOf(differences.networks.before[key]));
  const changed = new Set(changedNetworks(question));
  for (const [key, { name, id, replacement }] of networks) {
    const attached = container.networks.find((network) => network.name === name);
    // A network that was made anew has the old name and another id. Before its first start a container has no ids.
    const isStale = attached !== undefined && attached.id !== '' && attached.id !== id;
    if (attached !== undefined && !isStale && !changed.has(key)) continue;
    // Whoever replaces the network connects everything to the new one as the files say.
    if (attached !== undefined && !isStale && replacement !== undefined) continue;
    leave.push(before(key, name));
    join.push(attachmentTo(project, service, number, name, service.networks?.[key] ?? undefined));
  }
  for (const key of changed) {
    if (networks.has(key)) continue;
    leave.push(before(key, nameOnEngine(project, observedNetworks, key)));
  }
  return { leave, join };
}

/** Of a network that the service is not on any more; the files need not define it now. */
const nameOnEngine = (project: Project, observed: readonly ObservedNetwork[], key: string): string =>
  project.networks[key]?.name ??
  observed.find(({ labels }) => labels[label.project] === project.name && labels[label.network] === key)
    ?.name ??
  key;

const isAttached = ({ networks }: ObservedContainer, name: string): boolean =>
  networks.some((network) => network.name === name);

/**
 * The network that gave a container its mode has to be there at each of its starts, so it can be joined again but not
 * left for good. Links and an address of the container's own are given at creation only.
 */
function canReconnect({ service, container, networks }: InPlaceQuestion): boolean {
  const names = [...networks.values()].map(({ name }) => name);
  return (
    container.state !== 'restarting' &&
    service.mac_address === undefined &&
    (service.links ?? []).length + (service.external_links ?? []).length === 0 &&
    container.networkMode !== undefined &&
    names.includes(container.networkMode)
  );
}

/** As a label or a comparison has them. */
const settingsOf = (settings: unknown): ServiceNetwork | undefined =>
  typeof settings === 'object' && settings !== null ? settings : undefined;
