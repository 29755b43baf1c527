import type { Operation, Plan, PlanNode } from '../plan/plan.js';

type SubjectKind = 'Image' | 'Network' | 'Volume' | 'Container';

/** The thing that a node is about, as a person sees it. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly name: string;
  readonly service?: string;
}

/** What is said while a node is carried out and when it has succeeded; absent: nothing. */
interface StatusWords {
  readonly doing?: string;
  readonly done?: string;
}

export interface NodeWords extends StatusWords {
  readonly subject: Subject;
}

/**
 * What to call the nodes of a plan. A replacement has two containers of one name; a person sees one, so what
 * happens to the old one counts as part of the new one's coming and is not said.
 */
export function describeNodes(plan: Plan): ReadonlyMap<string, NodeWords> {
  const replacedBy = new Map<string, Subject>();
  const subjectOfTransaction = new Map<string, Subject>();
  for (const { operation, transaction } of plan.nodes) {
    if (transaction !== undefined && operation.kind === 'create-container')
      subjectOfTransaction.set(transaction, subjectOf(operation));
  }
  for (const { operation, transaction } of plan.nodes) {
    const subject = transaction === undefined ? undefined : subjectOfTransaction.get(transaction);
    const id = 'container' in operation ? operation.container.id : undefined;
    if (subject !== undefined && id !== undefined) replacedBy.set(id, subject);
  }
  // What is swept up is no resource of the project.
  const shown = plan.nodes.filter(({ operation }) => operation.kind !== 'remove-marker');
  return new Map(shown.map((node) => [node.id, describeNode(node, replacedBy)]));
}

function describeNode(
  { operation, transaction }: PlanNode,
  replacedBy: ReadonlyMap<string, Subject>,
): NodeWords {
  const id = 'container' in operation ? operation.container.id : undefined;
  const successor = id === undefined ? undefined : replacedBy.get(id);
  if (successor !== undefined) return { subject: successor };
  const subject = subjectOf(operation);
  if (operation.kind === 'create-container' && transaction !== undefined)
    return { subject, doing: 'Recreate', done: 'Recreated' };
  return { subject, ...statusWords(operation) };
}

export function subjectOf(operation: Operation): Subject {
  switch (operation.kind) {
    case 'pull-image':
    case 'push-image':
    case 'remove-image':
      return { kind: 'Image', name: operation.image };
    case 'build-image':
      return { kind: 'Image', name: operation.image, service: operation.service };
    case 'create-network':
      return { kind: 'Network', name: operation.network.name };
    case 'remove-network':
      return { kind: 'Network', name: operation.name };
    case 'create-volume':
      return { kind: 'Volume', name: operation.volume.name };
    case 'remove-volume':
      return { kind: 'Volume', name: operation.name };
    case 'remove-marker':
      return { kind: 'Volume', name: operation.volume };
    case 'create-container':
    case 'copy-files':
    case 'run-hook':
    case 'start-container':
    case 'restart-container':
    case 'wait-container':
    case 'delay':
    case 'stop-container':
    case 'kill-container':
    case 'pause-container':
    case 'unpause-container':
    case 'remove-container':
    case 'connect-network':
    case 'disconnect-network':
    case 'update-container':
    case 'add-marker':
      return {
        kind: 'Container',
        name: operation.container.name,
        service: operation.container.service,
      };
    case 'rename-container':
      return { kind: 'Container', name: operation.to, service: operation.container.service };
    default:
      return operation satisfies never;
  }
}

/** The words of docker compose, which scripts look for. */
function statusWords(operation: Operation): StatusWords {
  switch (operation.kind) {
    case 'pull-image':
      return { doing: 'Pulling', done: 'Pulled' };
    case 'push-image':
      return { doing: 'Pushing', done: 'Pushed' };
    case 'build-image':
      return { doing: 'Building', done: 'Built' };
    case 'create-network':
    case 'create-volume':
    case 'create-container':
      return { doing: 'Creating', done: 'Created' };
    case 'copy-files':
    case 'run-hook':
    case 'add-marker':
    case 'remove-marker':
      return {};
    case 'update-container':
      return { doing: 'Updating', done: 'Updated' };
    case 'start-container':
      return { doing: 'Starting', done: 'Started' };
    case 'restart-container':
      return { doing: 'Restarting', done: 'Started' };
    case 'wait-container':
      return { doing: 'Waiting', done: operation.until === 'completed' ? 'Exited' : 'Healthy' };
    case 'delay':
      return operation.milliseconds === 0 ? {} : { doing: 'Waiting' };
    case 'stop-container':
      return { doing: 'Stopping', done: 'Stopped' };
    case 'kill-container':
      return { doing: 'Killing', done: 'Killed' };
    case 'pause-container':
      return { doing: 'Pausing', done: 'Paused' };
    case 'unpause-container':
      return { doing: 'Unpausing', done: 'Unpaused' };
    case 'connect-network':
      return { doing: 'Connecting', done: 'Connected' };
    case 'disconnect-network':
      return { doing: 'Disconnecting', done: 'Disconnected' };
    case 'rename-container':
      return { doing: 'Renaming', done: 'Renamed' };
    case 'remove-image':
    case 'remove-network':
    case 'remove-volume':
    case 'remove-container':
      return { doing: 'Removing', done: 'Removed' };
    default:
      return operation satisfies never;
  }
}
