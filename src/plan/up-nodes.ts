import { namedContainers } from '../graph/namespace-owners.js';
import type { ContainerReference } from '../model/container-spec.js';
import type { ObservedContainer } from '../model/observed.js';
import type { Service } from '../model/project.js';
import type { AppliedConfig } from './applied.js';
import { containerFiles } from './container-files.js';
import { addRemoval, addRemove, addRename, addStop } from './container-nodes.js';
import { isSetAside, type NodeExtras, required, targetOf } from './container-target.js';
import {
  anonymousVolumes,
  containerName,
  containerTemplate,
  referencedServices,
} from './container-template.js';
import type { ContainerDecision } from './decide-container.js';
import { addPostStart, addPreStop } from './hook-nodes.js';
import type { Cause, ContainerTarget, Edge } from './plan.js';
import { addNode, type PlanDraft } from './plan-draft.js';
import type { PlannedServices, PlannedSlot, Surroundings } from './planned.js';
import type { Slot } from './slots.js';
import type { UpInput } from './up-options.js';
import { addWait } from './wait-nodes.js';

export interface SlotInput {
  readonly draft: PlanDraft;
  readonly input: UpInput;
  readonly surroundings: Surroundings;
  readonly planned: PlannedServices;
  readonly service: Service;
  readonly config: AppliedConfig;
  readonly image: string;
  readonly slot: Slot;
  readonly decision: ContainerDecision;
  readonly representative: (service: string) => ContainerReference;
  readonly replicas: (service: string) => readonly number[];
}

export function addSlotNodes(question: SlotInput): PlannedSlot {
  const { draft, input, service, slot, decision } = question;
  const name = containerName(input.selection.project, service, slot.number);
  const action = decision.kind === 'keep' && isSetAside(decision.container) ? 'rename' : decision.kind;
  const causes: readonly Cause[] =
    action === 'rename' ? [{ kind: 'superseded' }] : decision.kind === 'keep' ? [] : decision.causes;
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
      return startNodes(question, name, decision);
    case 'restart': {
      const removed = addLeftoverRemovals(question);
      if (isSetAside(decision.container)) addRename(draft, decision.container, name, removed, {});
      const target = targetOf(decision.container);
      const cause = mainCause(decision.causes);
      const onlyIf = decision.onlyIf === undefined ? {} : { onlyIf: decision.onlyIf };
      const before = [...readinessEdges(question), ...ownerEdges(question, 'started')];
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
      return { decision, target, started };
    }
    case 'keep': {
      const removed = addLeftoverRemovals(question);
      if (action === 'rename') addRename(draft, decision.container, name, removed, {});
      return { decision, target: targetOf(decision.container) };
    }
    default:
      return decision satisfies never;
  }
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
  const cleared = addLeftoverRemovals(question).map(required);
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
    operation: { kind: 'create-container', container: target, template: template(question, replaced) },
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
  { draft, input, service }: SlotInput,
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

function startNodes(
  question: SlotInput,
  name: string,
  decision: ContainerDecision & { kind: 'start' },
): PlannedSlot {
  const { draft, input, slot } = question;
  const target = targetOf(decision.container);
  const cause = mainCause(decision.causes);
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
      ...stopped.map(required),
      ...(filled === undefined ? [] : [required(filled)]),
      ...readinessEdges(question),
      ...ownerEdges(question, 'started'),
    ],
    cause,
  });
  const ready = addPostStart(draft, question.service, target, started, cause);
  const planned: PlannedSlot = { decision, target, started: ready };
  if (slot.leftovers.length > 0) {
    const settled = addWait(draft, planned, 'settled', { kind: 'superseded' });
    const removed = slot.leftovers.map((leftover) =>
      addRemove(draft, leftover, { kind: 'superseded' }, settled === undefined ? [] : [required(settled)]),
    );
    // It was set aside for one that is not wanted any more, and which may have its name.
    if (isSetAside(decision.container)) addRename(draft, decision.container, name, removed, {});
  } else if (isSetAside(decision.container)) {
    addRename(draft, decision.container, name, [], {});
  }
  return planned;
}

/**
 * The old container steps aside under another name, the new one is made and started in its place, and only when
 * that has settled the old one goes. Up to that point everything can be undone, so these nodes are a transaction.
 */
function replaceNodes(
  question: SlotInput,
  name: string,
  decision: ContainerDecision & { kind: 'replace' },
): PlannedSlot {
  const { draft, input } = question;
  const old = decision.container;
  const target: ContainerTarget = { service: question.service.name, number: question.slot.number, name };
  const cause = mainCause(decision.causes);
  const onlyIf = decision.onlyIf === undefined ? {} : { onlyIf: decision.onlyIf };
  const transaction = { transaction: `replace ${name}`, ...onlyIf };

  const cleared = addLeftoverRemovals(question);
  const prepared = [...creationEdges(question), ...cleared.map(required)];
  const aside = isSetAside(old)
    ? []
    : [
        required(
          addRename(
            draft,
            old,
            `${old.id.slice(0, 12)}_${name}`,
            prepared.map(({ node }) => node),
            transaction,
            cause,
          ),
        ),
      ];
  const created = addNode(draft, {
    id: `create ${name}`,
    operation: { kind: 'create-container', container: target, template: template(question, old) },
    after: [...prepared, ...aside],
    cause,
    ...transaction,
  });
  const filled = addCopy(question, target, created, cause, transaction) ?? created;
  // The old one serves until all that the new one waits for is there.
  const beforeSwitch = [required(filled), ...readinessEdges(question), ...ownerEdges(question, 'started')];
  const stopped = addStop(draft, input.options.stopTimeoutSeconds, old, cause, beforeSwitch, transaction);
  const started = addNode(draft, {
    id: `start ${name}`,
    operation: { kind: 'start-container', container: target },
    after: stopped === undefined ? beforeSwitch : [...beforeSwitch, required(stopped)],
    cause,
    ...transaction,
  });
  const ready = addPostStart(draft, question.service, target, started, cause, transaction);
  const settled = addNode(draft, {
    id: `wait ${name} until settled`,
    operation: { kind: 'wait-container', container: target, until: 'settled' },
    after: [required(ready)],
    cause,
    ...transaction,
  });
  const left = input.options.renewAnonymousVolumes === true ? anonymousVolumes(old) : [];
  addRemove(draft, old, cause, [required(settled)], onlyIf, left);
  return { decision, target, created, started: ready };
}

/** What the conditions of `depends_on` ask for before a container of the service may start. */
function readinessEdges({ draft, input, planned, service }: SlotInput): readonly Edge[] {
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
function ownerEdges({ planned, service }: SlotInput, stage: 'created' | 'started'): readonly Edge[] {
  return referencedServices(service).flatMap((owner) =>
    (planned.get(owner) ?? []).flatMap((slot) => (slot[stage] === undefined ? [] : [required(slot[stage])])),
  );
}

/** The same for those that it names by their names on the engine. */
function namedEdges({ planned, service }: SlotInput): readonly Edge[] {
  const names = new Set(namedContainers(service));
  return [...planned.values()]
    .flat()
    .flatMap(({ target, created }) =>
      created !== undefined && names.has(target.name) ? [required(created)] : [],
    );
}

function creationEdges(question: SlotInput): readonly Edge[] {
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
  { input, service, slot, config, representative, replicas }: SlotInput,
  replaced?: ObservedContainer,
) =>
  containerTemplate({
    project: input.selection.project,
    service,
    number: slot.number,
    config,
    version: input.version,
    representative,
    replicas,
    ...(replaced === undefined ? {} : { replaced }),
    keepsVolumes: input.options.renewAnonymousVolumes !== true,
  });

const addLeftoverRemovals = ({ draft, input, slot }: SlotInput): readonly string[] =>
  slot.leftovers.map((leftover) =>
    addRemoval(draft, input.options.stopTimeoutSeconds, leftover, { kind: 'superseded' }),
  );

const mainCause = (causes: readonly Cause[]): Cause => causes[0] ?? { kind: 'absent' };
