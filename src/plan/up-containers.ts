import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { topologicalOrder } from '../graph/topological-order.js';
import type { ContainerReference } from '../model/container-spec.js';
import { isOneoff, label } from '../model/labels.js';
import type { ObservedContainer } from '../model/observed.js';
import type { Service } from '../model/project.js';
import { withApiSocket } from './api-socket.js';
import { appliedConfig } from './applied.js';
import { containerHash } from './container-hash.js';
import { addRemoval } from './container-nodes.js';
import { targetOf } from './container-target.js';
import { containerName, referencedServices } from './container-template.js';
import {
  type ContainerDecision,
  type DependencyState,
  decideContainer,
  isCurrent,
} from './decide-container.js';
import type { Cause } from './plan.js';
import type { PlanDraft } from './plan-draft.js';
import type { PlannedServices, PlannedSlot, Surroundings } from './planned.js';
import { portConflicts } from './port-conflicts.js';
import { hasVolume } from './replace-volume.js';
import { imageOf } from './service-images.js';
import { assignSlots } from './slots.js';
import { addSlotNodes } from './up-nodes.js';
import type { UpInput } from './up-options.js';
import { addWait } from './wait-nodes.js';

/** Plans the containers of the selected services, dependencies first. */
export function planContainers(draft: PlanDraft, input: UpInput, surroundings: Surroundings): void {
  const { selection, options } = input;
  const planned: PlannedServices = new Map();
  for (const name of topologicalOrder(selection.graph)) {
    const service = selection.project.services[name];
    if (service === undefined || !selection.services.has(name)) continue;
    planned.set(name, planService(draft, input, surroundings, planned, withApiSocket(service)));
  }
  draft.diagnostics.push(...sharedNames(input, planned), ...portConflicts(input, planned));
  if (options.wait) {
    for (const [name, slots] of planned) {
      for (const slot of slots)
        addWait(draft, slot, isJob(input, name) ? 'completed' : 'settled', {
          kind: 'requested',
          by: '--wait',
        });
    }
  }
}

/** A name on the engine is there once: two containers of this project cannot both have it. */
function sharedNames({ locate }: UpInput, planned: PlannedServices): readonly Diagnostic[] {
  const owners = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  for (const [service, slots] of planned) {
    for (const { target } of slots) {
      const owner = owners.get(target.name);
      owners.set(target.name, owner ?? service);
      if (owner === undefined) continue;
      const at = locate(['services', service, 'container_name']) ?? locate(['services', service]);
      diagnostics.push({
        code: 'conflicting-attributes',
        severity: 'error',
        message:
          owner === service
            ? `${service} cannot have ${slots.length} containers of the one name ${target.name}`
            : `${owner} and ${service} cannot both have a container named ${target.name}`,
        ...(at === undefined ? {} : { at }),
        help: 'remove `container_name`',
      });
      break;
    }
  }
  return diagnostics;
}

function planService(
  draft: PlanDraft,
  input: UpInput,
  surroundings: Surroundings,
  planned: PlannedServices,
  service: Service,
): readonly PlannedSlot[] {
  const { project, requested } = input.selection;
  const image = imageOf(project, service);
  const config = appliedConfig(project, service, input.fingerprints);
  const representative = (owner: string): ContainerReference =>
    planned.get(owner)?.[0]?.target ?? firstContainer(input, owner);
  const replicas = (owner: string): readonly number[] =>
    (planned.get(owner)?.map(({ target }) => target) ?? containersOf(input, owner).map(targetOf))
      .map(({ number }) => number)
      .sort((left, right) => left - right);
  // Without an id that container is made anew, and so is this one.
  const hash = () => containerHash(service, (owner) => representative(owner).id ?? '');
  const made = { config, hash };
  const { slots, surplus } = assignSlots(
    containersOf(input, service.name),
    replicasOf(input, service),
    (number) => containerName(project, service, number),
    (container) => isCurrent(container, made),
  );
  const recreate =
    input.options.recreate === 'always' && !requested.has(service.name) ? 'changed' : input.options.recreate;
  const networks = Object.keys(service.networks ?? {}).flatMap((key) => surroundings.networks.get(key) ?? []);
  const dependencies = dependencyStates(input, planned, service);
  const result = slots.map((slot) => {
    const recreated = recreatedVolume(surroundings, slot.holder);
    const decision =
      recreated ??
      decideContainer({
        service,
        image,
        holder: slot.holder,
        made,
        plannedImage: surroundings.images.get(image),
        networks,
        recreate,
        dependencies,
        isJob: isJob(input, service.name),
      });
    return addSlotNodes({
      draft,
      input,
      surroundings,
      planned,
      service,
      config,
      image,
      slot,
      decision,
      representative,
      replicas,
    });
  });
  for (const container of surplus)
    addRemoval(draft, input.options.stopTimeoutSeconds, container, {
      kind: 'scaled-down',
      replicas: slots.length,
    });
  return result;
}

function recreatedVolume(
  { volumes }: Surroundings,
  container: ObservedContainer | undefined,
): ContainerDecision | undefined {
  if (container === undefined) return undefined;
  const causes = [...volumes.values()]
    .filter(({ name, replacement }) => replacement !== undefined && hasVolume(container, name))
    .map(({ name }): Cause => ({ kind: 'volume-recreated', volume: name }));
  return causes.length === 0 ? undefined : { kind: 'replace', container, causes, goesFirst: true };
}

/** One-off containers of `run` are not replicas. */
const containersOf = ({ observed }: UpInput, service: string): readonly ObservedContainer[] =>
  observed.containers.filter(({ labels }) => labels[label.service] === service && !isOneoff(labels));

function replicasOf({ options }: UpInput, service: Service): number {
  return options.scale[service.name] ?? service.scale ?? service.deploy?.replicas ?? 1;
}

/** Of a service that this command leaves alone. */
function firstContainer(input: UpInput, service: string): ContainerReference {
  const [first] = containersOf(input, service)
    .map(targetOf)
    .sort((left, right) => left.number - right.number);
  return first ?? { service, number: 1 };
}

const isJob = ({ selection }: UpInput, service: string): boolean =>
  selection.graph
    .dependentsOf(service)
    .some(({ condition }) => condition === 'service_completed_successfully');

function dependencyStates(
  input: UpInput,
  planned: PlannedServices,
  service: Service,
): readonly DependencyState[] {
  const tied = new Set(referencedServices(service));
  return input.selection.graph
    .dependenciesOf(service.name)
    .filter(({ dependency, restart }) => restart === true || tied.has(dependency))
    .map(({ dependency }) => {
      const slots = planned.get(dependency);
      if (slots === undefined) {
        const keptIds = containersOf(input, dependency).map(({ id }) => id);
        return { service: dependency, tied: tied.has(dependency), fate: 'kept', keptIds };
      }
      const { fate, onlyIf } = fateOf(slots.map(({ decision }) => decision));
      const keptIds = slots.flatMap(({ target }) => target.id ?? []);
      return {
        service: dependency,
        tied: tied.has(dependency),
        fate,
        keptIds,
        ...(onlyIf === undefined ? {} : { onlyIf }),
      };
    });
}

/** The strongest thing that happens to any replica; a created one is new to everybody and ties nobody yet. */
function fateOf(decisions: readonly ContainerDecision[]): Pick<DependencyState, 'fate' | 'onlyIf'> {
  const replaced = decisions.filter((decision) => decision.kind === 'replace');
  if (replaced.length > 0) {
    // Certain as soon as one of them is.
    const conditional = replaced.every(({ onlyIf }) => onlyIf !== undefined)
      ? replaced[0]?.onlyIf
      : undefined;
    return { fate: 'replaced', ...(conditional === undefined ? {} : { onlyIf: conditional }) };
  }
  if (decisions.some(({ kind }) => kind === 'restart')) return { fate: 'restarted' };
  if (decisions.some(({ kind }) => kind === 'start')) return { fate: 'started' };
  return { fate: 'kept' };
}
