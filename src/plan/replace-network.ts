import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { NetworkAttachment } from '../model/container-spec.js';
import { isOneoff, label } from '../model/labels.js';
import type { ObservedContainer, ObservedNetwork } from '../model/observed.js';
import { required, targetOf } from './container-target.js';
import { networkAttachments } from './container-template.js';
import type { AttributeChange, Cause, Edge, Operation, PlanNode } from './plan.js';
import { addNode, type PlanDraft } from './plan-draft.js';
import type { UpInput } from './up-options.js';

/** A network of which another one of the same name takes the place. */
export interface NetworkReplacement {
  readonly old: ObservedNetwork;
  readonly changes: readonly AttributeChange[];
  readonly create: Operation & { readonly kind: 'create-network' };
}

/**
 * The engine has no way to change a network, none to rename it, and allows neither two of one name nor two of one
 * subnet. So all containers leave it, it is removed, its successor is made, and they are connected again: as quickly as
 * these calls take, and without anything in between that takes longer. If one of them fails, all is undone: the old
 * network is made again as the engine told of it, and everything is connected to it as it was.
 *
 * Gives the node after which the new one is there.
 */
export function addNetworkReplacement(
  draft: PlanDraft,
  input: UpInput,
  { old, changes, create }: NetworkReplacement,
): string {
  const { name } = old;
  const extras = { cause: { kind: 'changed', changes }, transaction: transactionOf(old) } as const;
  draft.diagnostics.push(...foreignContainers(input, old));
  const left = attachedContainers(input, old).map((container) => {
    const had = attachmentOf(input, container, old);
    return addNode(draft, {
      id: `disconnect ${container.name} from ${name}`,
      operation: {
        kind: 'disconnect-network',
        container: targetOf(container),
        network: name,
        ...(had === undefined ? {} : { restore: had }),
      },
      after: [],
      ...extras,
    });
  });
  const { id, labels, ...network } = old;
  const removed = addNode(draft, {
    id: `remove network ${name}`,
    operation: { kind: 'remove-network', id, name, restore: { network, labels } },
    after: left.map(required),
    ...extras,
  });
  draft.decisions.push({ resource: 'network', name, action: 'replace', causes: [extras.cause] });
  return addNode(draft, {
    id: creationId(old),
    operation: create,
    after: [required(removed)],
    ...extras,
  });
}

/**
 * Connects to the new network what was on the old one: containers of services of this command as the files say, so that
 * one that is about to be replaced serves until then, and the others as they were. Comes after the containers are
 * planned: whatever else happens to one of them, happens when it is connected.
 */
export function addReconnections(
  draft: PlanDraft,
  input: UpInput,
  { old, changes }: NetworkReplacement,
): void {
  const cause: Cause = { kind: 'changed', changes };
  const leaving = leavingContainers(draft);
  const plans = attachedContainers(input, old).flatMap((container) => {
    if (leaving.has(container.id)) {
      addEdge(draft, container, { node: `disconnect ${container.name} from ${old.name}`, required: false });
      return [];
    }
    const attachment = newAttachment(input, container, old, changes);
    return attachment === undefined ? [] : [{ container, attachment }];
  });
  // An address that was asked for must not be given to another container before.
  const [fixed, free] = [plans.filter(hasAddress), plans.filter((plan) => !hasAddress(plan))];
  const fixedNodes = fixed.map(
    ({ container }): Edge => ({ node: connectId(container, old), required: false }),
  );
  for (const { container, attachment } of [...fixed, ...free]) {
    const target = targetOf(container);
    const connected: PlanNode = {
      id: connectId(container, old),
      operation: { kind: 'connect-network', container: target, attachment },
      after: [required(creationId(old)), ...(hasAddress({ attachment }) ? [] : fixedNodes)],
      cause,
      transaction: transactionOf(old),
    };
    addEdge(draft, container, required(connected.id));
    addNode(draft, connected);
    // The engine gives up restarting one whose network is not there at that moment.
    if (container.state === 'restarting' && !isTouched(draft, container)) {
      addNode(draft, {
        id: `start ${container.name} again`,
        operation: { kind: 'start-container', container: target },
        after: [required(connected.id)],
        cause,
      });
    }
  }
}

const transactionOf = ({ name }: ObservedNetwork): string => `replace network ${name}`;

const creationId = ({ name }: ObservedNetwork): string => `create network ${name}`;

const connectId = ({ name }: ObservedContainer, network: ObservedNetwork): string =>
  `connect ${name} to ${network.name}`;

const hasAddress = ({ attachment }: { readonly attachment: NetworkAttachment }): boolean =>
  attachment.settings?.ipv4_address !== undefined || attachment.settings?.ipv6_address !== undefined;

/** The engine lets nothing be done to a container that is being removed. */
const attachedContainers = ({ observed }: UpInput, network: ObservedNetwork): readonly ObservedContainer[] =>
  observed.containers.filter(
    (container) => isAttached(container, network) && !['dead', 'removing'].includes(container.state),
  );

/** Before its first start a container names its networks, and has no ids of them. */
const isAttached = ({ networks }: ObservedContainer, network: ObservedNetwork): boolean =>
  networks.some(({ id, name }) => (id === '' ? name === network.name : id === network.id));

const attachmentOf = (
  { observed }: UpInput,
  { id }: ObservedContainer,
  { name }: ObservedNetwork,
): NetworkAttachment | undefined =>
  observed.usage?.attachments.find(
    ({ container, attachment }) => container === id && attachment.network === name,
  )?.attachment;

function newAttachment(
  input: UpInput,
  container: ObservedContainer,
  network: ObservedNetwork,
  changes: readonly AttributeChange[],
): NetworkAttachment | undefined {
  const { project, services } = input.selection;
  const { service: serviceName, number } = targetOf(container);
  const service = services.has(serviceName) ? project.services[serviceName] : undefined;
  if (service !== undefined && !isOneoff(container.labels)) {
    const links = attachmentOf(input, container, network)?.links;
    const attachment = networkAttachments({ project, service, number }).find(
      (one) => one.network === network.name,
    );
    if (attachment !== undefined) return links === undefined ? attachment : { ...attachment, links };
  }
  const had = attachmentOf(input, container, network);
  if (had === undefined) return undefined;
  // Addresses of the old subnet do not exist in another one.
  const movesAway = changes.some(({ path }) => /^(ipam|driver$|enable_ip)/.test(path));
  if (!movesAway || had.settings === undefined) return had;
  const { ipv4_address: _ipv4, ipv6_address: _ipv6, ...settings } = had.settings;
  return { ...had, settings };
}

/** Containers that this plan removes without putting another one in their place. */
function leavingContainers({ nodes }: PlanDraft): ReadonlySet<string | undefined> {
  return new Set(
    nodes.flatMap(({ operation, cause }) =>
      operation.kind === 'remove-container' && ['orphan', 'scaled-down', 'superseded'].includes(cause.kind)
        ? [operation.container.id]
        : [],
    ),
  );
}

const concerns = ({ operation, transaction }: PlanNode, { id }: ObservedContainer): boolean =>
  'container' in operation &&
  operation.container.id === id &&
  transaction?.startsWith('replace network ') !== true;

const isTouched = ({ nodes }: PlanDraft, container: ObservedContainer): boolean =>
  nodes.some((node) => concerns(node, container));

/** Makes everything that this plan does to a container, but for its networks, wait for a node. */
function addEdge({ nodes }: PlanDraft, container: ObservedContainer, edge: Edge): void {
  for (const [index, node] of nodes.entries()) {
    if (concerns(node, container)) nodes[index] = { ...node, after: [...node.after, edge] };
  }
}

function foreignContainers({ observed, locate, selection }: UpInput, network: ObservedNetwork): Diagnostic[] {
  const names = (observed.usage?.foreign ?? [])
    .filter((container) => isAttached(container, network))
    .map(({ name, labels }) => (labels[label.project] ? `${name} of project ${labels[label.project]}` : name))
    .sort();
  if (names.length === 0) return [];
  const [key] =
    Object.entries(selection.project.networks).find(([, { name }]) => name === network.name) ?? [];
  const at = key === undefined ? undefined : locate(['networks', key]);
  return [
    {
      code: 'resource-in-use',
      severity: 'error',
      message: `the definition of network ${network.name} changed, and containers that are not of this project are connected to it: ${names.join(', ')}`,
      ...(at === undefined ? {} : { at }),
      help: `it has to be replaced, which they would not survive: take them off it with \`docker network disconnect ${network.name} NAME\`, or give this network another name`,
    },
  ];
}
