import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { topologicalOrder } from '../graph/topological-order.js';
import { bindKey } from '../model/container-file.js';
import type { ContainerReference } from '../model/container-spec.js';
import { isOneoff, label } from '../model/labels.js';
import { containerId } from '../model/names.js';
import type { ObservedContainer } from '../model/observed.js';
import type { Service } from '../model/project.js';
import { withApiSocket } from './api-socket.js';
import { type AppliedConfig, appliedConfig, bindSources, encodeApplied } from './applied.js';
import { type ContainerMake, isCurrent, needsLook } from './container-differences.js';
import { containerHash } from './container-hash.js';
import { addRemoval } from './container-nodes.js';
import { targetOf } from './container-target.js';
import {
  containerName,
  containerTemplate,
  referencedServices,
  type TemplateInput,
} from './container-template.js';
import {
  type ContainerDecision,
  type DependencyState,
  decideContainer,
  type Recreation,
} from './decide-container.js';
import { isJob } from './is-job.js';
import type { Cause } from './plan.js';
import type { ContainerLook, PlanDraft } from './plan-draft.js';
import type { PlannedServices, PlannedSlot, Surroundings } from './planned.js';
import { portConflicts } from './port-conflicts.js';
import { hasVolume } from './replace-volume.js';
import { RollingUpdate } from './rolling-update.js';
import { imageOf } from './service-images.js';
import { assignSlots } from './slots.js';
import { addOneoffNodes, addSlotNodes } from './up-nodes.js';
import type { UpInput, UpOptions } from './up-options.js';
import { type UpdatePolicy, updatePolicy } from './update-policy.js';
import { addWait } from './wait-nodes.js';
import { inWordsOfFiles } from './words-of-files.js';

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
      const until = isJob(input, name) ? 'completed' : 'settled';
      const service = selection.project.services[name];
      const mayCrash = service !== undefined && isBroughtBack(service);
      for (const slot of slots)
        addWait(draft, slot, until, { kind: 'requested', by: '--wait' }, { mustSucceed: true, mayCrash });
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
  const { oneoff } = input.options;
  if (oneoff?.service === service.name) {
    addOneoffNodes(
      { draft, input, surroundings, planned, service, config, image, representative, replicas },
      oneoff,
    );
    return [];
  }
  const compared = (container: ObservedContainer) => {
    const comparison = input.comparisons.get(container.id);
    return comparison && inWordsOfFiles(comparison, project, service, input.observed);
  };
  const made: ContainerMake = {
    config,
    // Without an id that container is made anew, and so is this one.
    hash: () => containerHash(service, (owner) => representative(owner).id ?? ''),
    compared,
    wasUpdated: ({ id }) => input.observed.updateMarkers.some(({ container }) => container === id),
  };
  const { slots, surplus } = assignSlots(
    containersOf(input, service.name),
    replicasOf(input, service),
    (number) => containerName(project, service, number),
    (container) => isCurrent(container, made),
  );
  const recreate = recreationOf(input.options, requested.has(service.name));
  const networks = new Map(
    Object.keys(service.networks ?? {}).flatMap((key) => {
      const network = surroundings.networks.get(key);
      return network === undefined ? [] : [[key, network] as const];
    }),
  );
  const dependencies = dependencyStates(input, planned, service);
  for (const { holder } of slots) {
    if (holder !== undefined && needsLook(holder, made) && compared(holder) === undefined)
      draft.questions.push(lookAt(holder, { input, service, config, replicas }));
  }
  const decided = slots.map((slot) => ({
    slot,
    decision:
      recreatedVolume(surroundings, slot.holder) ??
      decideContainer({
        project,
        service,
        number: slot.number,
        observedNetworks: input.observed.networks,
        image,
        holder: slot.holder,
        made,
        plannedImage: surroundings.images.get(image),
        networks,
        recreate,
        dependencies,
        isJob: isJob(input, service.name) && !runsAgain(input, service, slot.holder, config),
      }),
  }));
  const replacements = decided.filter(
    ({ decision }) => decision.kind === 'replace' && decision.goesFirst !== true,
  ).length;
  const update = new RollingUpdate(draft, policyOf(input, service), service.name, replacements);
  const result = decided.map(({ slot, decision }) =>
    addSlotNodes({
      draft,
      input,
      surroundings,
      planned,
      service,
      config,
      image,
      slot,
      decision,
      isJob: isJob(input, service.name),
      update,
      representative,
      replicas,
    }),
  );
  update.finish();
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

/** What is kept to be looked at is not taken back: then a failure only ends the update. */
function policyOf({ options }: UpInput, service: Service): UpdatePolicy {
  const policy = updatePolicy(service);
  const isKept = options.keepFailed === true && policy.failureAction === 'rollback';
  return isKept ? { ...policy, failureAction: 'pause' } : policy;
}

/** Whether a job that has completed is run once more: nobody knows whether it reads the same from the host as then. */
function runsAgain(
  { options, fingerprints }: UpInput,
  service: Service,
  holder: ObservedContainer | undefined,
  config: AppliedConfig,
): boolean {
  if (options.rerunJobs === true) return true;
  const sources = bindSources(service);
  if (sources.length === 0) return false;
  return (
    sources.some((source) => fingerprints[bindKey(service.name, source)] === undefined) ||
    holder?.labels[label.applied] !== encodeApplied(config)
  );
}

/** Whether the engine starts its containers again when they have ended; `deploy` wins over `restart`. */
function isBroughtBack({ restart = 'no', deploy }: Service): boolean {
  const policy = deploy?.restart_policy;
  return policy === undefined
    ? restart !== 'no'
    : policy.condition !== undefined && policy.condition !== 'none';
}

/** As the container would be made now, beside the containers that there are now. */
function lookAt(
  holder: ObservedContainer,
  { input, ...parts }: Pick<TemplateInput, 'service' | 'config' | 'replicas'> & { readonly input: UpInput },
): ContainerLook {
  const template = containerTemplate({
    ...parts,
    project: input.selection.project,
    number: targetOf(holder).number,
    version: input.version,
    // One that is not there has no id, which is then a difference.
    representative: (owner) => ({ id: containerId(''), ...firstContainer(input, owner) }),
  });
  return { container: holder.id, template };
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

function recreationOf(
  { recreate, recreateDependencies = false }: UpOptions,
  isRequested: boolean,
): Recreation {
  if (recreate === 'never') return 'never';
  if (isRequested) return recreate === 'always' ? { always: '--force-recreate' } : 'changed';
  return recreateDependencies ? { always: '--always-recreate-deps' } : 'changed';
}
