import { namedContainers } from '../graph/namespace-owners.js';
import type { ContainerReference, OneoffRequest } from '../model/container-spec.js';
import type { ObservedContainer } from '../model/observed.js';
import type { Service } from '../model/project.js';
import type { AppliedConfig } from './applied.js';
import { containerFiles } from './container-files.js';
import { addRemoval, addRemove, addRename, addStop } from './container-nodes.js';
import { isRunning, isSetAside, type NodeExtras, required, targetOf } from './container-target.js';
import {
  anonymousVolumes,
  containerName,
  containerTemplate,
  referencedServices,
  type TemplateInput,
} from './container-template.js';
import type { ContainerDecision } from './decide-container.js';
import { addPostStart, addPreStop } from './hook-nodes.js';
import { addInPlaceNodes } from './in-place-nodes.js';
import type { Cause, ContainerTarget, Edge } from './plan.js';
import { addNode, type PlanDraft } from './plan-draft.js';
import type { PlannedServices, PlannedSlot, Surroundings } from './planned.js';
import type { Replacement, RollingUpdate } from './rolling-update.js';
import type { Slot } from './slots.js';
import type { UpInput } from './up-options.js';
import { addWait, readyOf } from './wait-nodes.js';

/** What decides how a container of a service is made. */
export interface MakingInput {
  readonly draft: PlanDraft;
  readonly input: UpInput;
  readonly surroundings: Surroundings;
  readonly planned: PlannedServices;
  readonly service: Service;
  readonly config: AppliedConfig;
  readonly image: string;
  readonly representative: (service: string) => ContainerReference;
  readonly replicas: (service: string) => readonly number[];
}

export interface SlotInput extends MakingInput {
  readonly slot: Slot;
  readonly decision: ContainerDecision;
  /** Others wait for it to complete. */
  readonly isJob: boolean;
  readonly update: RollingUpdate;
}

export function addSlotNodes(question: SlotInput): PlannedSlot {
  const { draft, input, service, slot, decision } = question;
  const name = containerName(input.selection.project, service, slot.number);
  const isRenamed = decision.kind === 'keep' && isSetAside(decision.container);
  const inPlace = 'inPlace' in decision ? decision.inPlace : undefined;
  const action =
    decision.kind !== 'keep'
      ? decision.kind
      : inPlace !== undefined
        ? 'update'
        : isRenamed
          ? 'rename'
          : 'keep';
  const causes: readonly Cause[] = [
    ...(inPlace?.causes ?? []),
    ...(isRenamed ? [{ kind: 'superseded' } as const] : []),
    ...(decision.kind === 'keep' ? [] : decision.causes),
  ];
  const state = decision.kind === 'keep' ? { state: decision.container.state } : {};
  draft.decisions.push({ resource: 'container', name, service: service.name, action, ...state, causes });
  switch (decision.kind) {
    case 'create':
      return createNodes(question, name, decision);
    case 'replace':
      return decision.goesFirst === true
        ? successionNodes(question, name, decision)
        : replaceNodes(question, name, decision);
    case 'start':
      return startNodes(question, decision);
    case 'restart': {
      const changed = changeInPlace(question, decision);
      const target = targetOf(decision.container);
      const cause = mainCause(decision.causes);
      const onlyIf = decision.onlyIf === undefined ? {} : { onlyIf: decision.onlyIf };
      const before = [...changed, ...readinessEdges(question), ...ownerEdges(question, 'started')];
      const restarted = addNode(draft, {
        id: `restart ${name}`,
        operation: {
          kind: 'restart-container',
          container: target,
          ...(input.options.stopTimeoutSeconds === undefined
            ? {}
            : { timeoutSeconds: input.options.stopTimeoutSeconds }),
        },
        after: addPreStop(draft, decision.container, before, cause, onlyIf),
        cause,
        ...onlyIf,
      });
      const started = addPostStart(draft, service, target, restarted, cause, onlyIf);
      return succeed(question, decision.container, { decision, target, started });
    }
    case 'keep':
      changeInPlace(question, decision);
      return succeed(question, decision.container, { decision, target: targetOf(decision.container) });
    default:
      return decision satisfies never;
  }
}

/** Gives the edges for what comes after it. */
function changeInPlace(
  { draft, input, service, surroundings }: SlotInput,
  { container, inPlace }: Exclude<ContainerDecision, { kind: 'create' | 'replace' }>,
): readonly Edge[] {
  if (inPlace === undefined) return [];
  return addInPlaceNodes(draft, input.selection.project, service, container, inPlace, surroundings.networks);
}

/** What `run` makes, once everything that it needs is there. It is started by whoever talks to it. */
export function addOneoffNodes(question: MakingInput, oneoff: OneoffRequest): void {
  const { draft, service } = question;
  const cause: Cause = { kind: 'absent' };
  const target: ContainerTarget = { service: service.name, number: 1, name: oneoff.name };
  draft.decisions.push({
    resource: 'container',
    name: oneoff.name,
    service: service.name,
    action: 'create',
    causes: [cause],
  });
  const created = addNode(draft, {
    id: `create ${oneoff.name}`,
    operation: { kind: 'create-container', container: target, template: template(question, 1, { oneoff }) },
    after: [...creationEdges(question), ...readinessEdges(question), ...ownerEdges(question, 'started')],
    cause,
  });
  addCopy(question, target, created, cause, {});
}

/** The old container is gone before the new one is made. */
function successionNodes(
  question: SlotInput,
  name: string,
  decision: ContainerDecision & { kind: 'replace' },
): PlannedSlot {
  const { draft, input } = question;
  const { container: old, causes } = decision;
  const cause = mainCause(causes);
  const cleared = question.slot.leftovers.map((leftover) =>
    required(addRemoval(draft, input.options.stopTimeoutSeconds, leftover, superseded, [])),
  );
  const stopped = addStop(draft, input.options.stopTimeoutSeconds, old, cause, []);
  const left = input.options.renewAnonymousVolumes === true ? anonymousVolumes(old) : [];
  const after = stopped === undefined ? [] : [required(stopped)];
  const removed = addRemove(draft, old, cause, after, {}, left);
  return createNodes(question, name, decision, [...cleared, required(removed)]);
}

function createNodes(
  question: SlotInput,
  name: string,
  decision: ContainerDecision & { kind: 'create' | 'replace' },
  before: readonly Edge[] = [],
): PlannedSlot {
  const { draft } = question;
  const replaced = decision.kind === 'replace' ? decision.container : undefined;
  const target: ContainerTarget = { service: question.service.name, number: question.slot.number, name };
  const cause = mainCause(decision.causes);
  const created = addNode(draft, {
    id: `create ${name}`,
    operation: {
      kind: 'create-container',
      container: target,
      template: template(question, question.slot.number, replaced && { replaced }),
    },
    after: [...creationEdges(question), ...before],
    cause,
  });
  const filled = addCopy(question, target, created, cause, {}) ?? created;
  const started = addNode(draft, {
    id: `start ${name}`,
    operation: { kind: 'start-container', container: target },
    after: [required(filled), ...readinessEdges(question), ...ownerEdges(question, 'started')],
    cause,
  });
  return {
    decision,
    target,
    created,
    started: addPostStart(draft, question.service, target, started, cause),
  };
}

/** Puts configs and secrets into a container that was never started. Gives the node after which it is complete. */
function addCopy(
  { draft, input, service }: MakingInput,
  target: ContainerTarget,
  created: string | undefined,
  cause: Cause,
  extras: NodeExtras,
): string | undefined {
  const files = containerFiles(input.selection.project, service).copies;
  if (files.length === 0) return undefined;
  return addNode(draft, {
    id: `copy files to ${target.name}`,
    operation: { kind: 'copy-files', container: target, files },
    after: created === undefined ? [] : [required(created)],
    cause,
    ...extras,
  });
}

function startNodes(question: SlotInput, decision: ContainerDecision & { kind: 'start' }): PlannedSlot {
  const { draft, input, slot } = question;
  const target = targetOf(decision.container);
  const cause = mainCause(decision.causes);
  const changed = changeInPlace(question, decision);
  // What is left over may still run, and hold the ports.
  const stopped = slot.leftovers.flatMap(
    (leftover) =>
      addStop(draft, input.options.stopTimeoutSeconds, leftover, { kind: 'superseded' }, []) ?? [],
  );
  // One that was never started may have been left before it was complete.
  const filled =
    decision.container.state === 'created' ? addCopy(question, target, undefined, cause, {}) : undefined;
  const started = addNode(draft, {
    id: `start ${target.name}`,
    operation: { kind: 'start-container', container: target },
    after: [
      ...changed,
      ...stopped.map(required),
      ...(filled === undefined ? [] : [required(filled)]),
      ...readinessEdges(question),
      ...ownerEdges(question, 'started'),
    ],
    cause,
  });
  const ready = addPostStart(draft, question.service, target, started, cause);
  return succeed(question, decision.container, { decision, target, started: ready }, 'stopped');
}

/**
 * What an interrupted replacement left beside the container that stays: it goes once that one is ready, which then
 * has its name to itself.
 */
function succeed(
  { draft, input, service, slot }: SlotInput,
  container: ObservedContainer,
  planned: PlannedSlot,
  leftovers?: 'stopped',
): PlannedSlot {
  const settled = slot.leftovers.length === 0 ? undefined : addWait(draft, planned, 'settled', superseded);
  const after = [planned.started, settled].filter((node) => node !== undefined).map(required);
  const removed = slot.leftovers.map((leftover) =>
    leftovers === 'stopped'
      ? addRemove(draft, leftover, superseded, after)
      : addRemoval(draft, input.options.stopTimeoutSeconds, leftover, superseded, after),
  );
  const name = containerName(input.selection.project, service, slot.number);
  if (isSetAside(container)) addRename(draft, container, name, removed.map(required), {});
  return planned;
}

/**
 * The old container steps aside under another name, the new one is made and started in its place, and only when
 * that has settled the old one goes. Up to that point everything can be undone, so these nodes are a transaction.
 * Of `start-first` the old one is stopped when the new one has settled, otherwise before that is started.
 */
function replaceNodes(question: SlotInput, name: string, decision: Replacement): PlannedSlot {
  const { draft, input, update, isJob } = question;
  const { stopTimeoutSeconds, keepFailed, endsAreResults } = input.options;
  const { order, monitorMs } = update.policy;
  const old = decision.container;
  const target: ContainerTarget = { service: question.service.name, number: question.slot.number, name };
  const cause = mainCause(decision.causes);
  const onlyIf = decision.onlyIf === undefined ? {} : { onlyIf: decision.onlyIf };
  const transaction = `replace ${name}`;
  const extras = { transaction, ...onlyIf };

  // One that is stopped and set aside is in nobody's way, and may be the last that was any good.
  const [spare, obstacles] = partition(
    question.slot.leftovers,
    (leftover) => isSetAside(leftover) && !isRunning(leftover),
  );
  const cleared = obstacles.map((leftover) =>
    addRemoval(draft, stopTimeoutSeconds, leftover, superseded, []),
  );
  const prepared = [...creationEdges(question), ...cleared.map(required), ...update.begin(target, decision)];
  const asideName = isSetAside(old) ? old.name : `${old.id.slice(0, 12)}_${name}`;
  const aside = isSetAside(old) ? [] : [required(addRename(draft, old, asideName, prepared, extras, cause))];
  const created = addNode(draft, {
    id: `create ${name}`,
    operation: {
      kind: 'create-container',
      container: target,
      template: template(question, question.slot.number, { replaced: old }),
    },
    after: [...prepared, ...aside],
    cause,
    ...extras,
  });
  const filled = addCopy(question, target, created, cause, extras) ?? created;
  // The old one serves until all that the new one waits for is there.
  const beforeSwitch = [required(filled), ...readinessEdges(question), ...ownerEdges(question, 'started')];
  const stopOld = (after: readonly Edge[]) => addStop(draft, stopTimeoutSeconds, old, cause, after, extras);
  const stopped = order === 'stop-first' ? stopOld(beforeSwitch) : undefined;
  const replacedIs = !isRunning(old) ? 'ended' : stopped === undefined ? 'running' : 'stopped';
  const keepsWhenFailed = { replaced: { ...targetOf(old), name: asideName }, replacedIs } as const;
  const trial = keepFailed === true ? { ...extras, keepsWhenFailed } : extras;
  const started = addNode(draft, {
    id: `start ${name}`,
    operation: { kind: 'start-container', container: target },
    after: stopped === undefined ? beforeSwitch : [...beforeSwitch, required(stopped)],
    cause,
    ...trial,
  });
  const ready = addPostStart(draft, question.service, target, started, cause, trial);
  const until = isJob ? 'completed' : 'settled';
  const settled =
    endsAreResults === true && !isJob
      ? ready
      : addNode(draft, {
          id: `wait ${name} until ${until}`,
          operation: {
            kind: 'wait-container',
            container: target,
            until,
            ...readyOf(draft, target, until),
            ...(monitorMs === undefined ? {} : { monitorMs }),
          },
          after: [required(ready)],
          cause: isJob ? { kind: 'requested', by: 'depends_on' } : cause,
          ...trial,
        });
  const end = (order === 'start-first' ? stopOld([required(settled)]) : undefined) ?? settled;
  const left = input.options.renewAnonymousVolumes === true ? anonymousVolumes(old) : [];
  update.end(decision, target, transaction, end, (after) => {
    addRemove(draft, old, cause, after, onlyIf, left);
    for (const leftover of spare) addRemoval(draft, stopTimeoutSeconds, leftover, superseded, after, onlyIf);
  });
  return { decision, target, created, started: ready };
}

function partition<Item>(
  items: readonly Item[],
  isFirst: (item: Item) => boolean,
): readonly [readonly Item[], readonly Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

/** What the conditions of `depends_on` ask for before a container of the service may start. */
function readinessEdges({ draft, input, planned, service }: MakingInput): readonly Edge[] {
  if (!input.options.withDependencies) return [];
  return input.selection.graph
    .dependenciesOf(service.name)
    .flatMap(({ dependency, condition, required: isRequired }) =>
      (planned.get(dependency) ?? []).flatMap((slot) => {
        const node =
          condition === 'service_started'
            ? slot.started
            : addWait(draft, slot, condition === 'service_healthy' ? 'healthy' : 'completed', {
                kind: 'requested',
                by: 'depends_on',
              });
        return node === undefined ? [] : [{ node, required: isRequired }];
      }),
    );
}

/** Nodes that make the containers which this one names by id. */
function ownerEdges({ planned, service }: MakingInput, stage: 'created' | 'started'): readonly Edge[] {
  return referencedServices(service).flatMap((owner) =>
    (planned.get(owner) ?? []).flatMap((slot) => (slot[stage] === undefined ? [] : [required(slot[stage])])),
  );
}

/** The same for those that it names by their names on the engine. */
function namedEdges({ planned, service }: MakingInput): readonly Edge[] {
  const names = new Set(namedContainers(service));
  return [...planned.values()]
    .flat()
    .flatMap(({ target, created }) =>
      created !== undefined && names.has(target.name) ? [required(created)] : [],
    );
}

function creationEdges(question: MakingInput): readonly Edge[] {
  const { surroundings, service, image } = question;
  const networks = Object.keys(service.networks ?? {}).map((key) => surroundings.networks.get(key)?.node);
  const volumes = (service.volumes ?? []).map(({ source }) => surroundings.volumes.get(source ?? '')?.node);
  const nodes = new Set([...networks, ...volumes].filter((node) => node !== undefined));
  return [
    ...(surroundings.images.get(image)?.edges ?? []),
    ...[...nodes].map(required),
    ...ownerEdges(question, 'created'),
    ...namedEdges(question),
  ];
}

const template = (
  { input, service, config, representative, replicas }: MakingInput,
  number: number,
  rest: Pick<TemplateInput, 'replaced' | 'oneoff'> = {},
) =>
  containerTemplate({
    project: input.selection.project,
    service,
    number,
    config,
    version: input.version,
    representative,
    replicas,
    ...rest,
    keepsVolumes: input.options.renewAnonymousVolumes !== true,
  });

const superseded: Cause = { kind: 'superseded' };

const mainCause = (causes: readonly Cause[]): Cause => causes[0] ?? { kind: 'absent' };
