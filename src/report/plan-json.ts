import type { Operation, Plan, PlanNode } from '../plan/plan.js';

/**
 * A plan as `stack plan --json` prints it. Within one `schema` number keys are only ever added.
 *
 * - `decisions`: one per resource, also for those that stay: `resource`, `name`, `service`?, `action`, `state`?,
 *   `causes`, `marks`? (`downtime`, `destroys-data`).
 * - `nodes`: what would be carried out: `id`, `operation`, `after` (`node`, `required`), `cause`, `transaction`?,
 *   `onlyIf`? (the node is carried out only if pulling or building `image` brings another image than `from`).
 *
 * Operations name what they are about and nothing more: definitions hold environments, build arguments and labels,
 * and with them perhaps secrets.
 */
export function planToJson({ command, project, decisions, nodes }: Plan) {
  return { schema: 1, command, project, decisions, nodes: nodes.map(nodeToJson) } as const;
}

const nodeToJson = ({ id, operation, after, cause, transaction, onlyIf }: PlanNode) => ({
  id,
  operation: operationToJson(operation),
  after,
  cause,
  ...(transaction === undefined ? {} : { transaction }),
  ...(onlyIf === undefined ? {} : { onlyIf: { image: onlyIf.image, from: onlyIf.from } }),
});

function operationToJson(operation: Operation) {
  switch (operation.kind) {
    case 'build-image':
      return { kind: operation.kind, image: operation.image, service: operation.service };
    case 'create-network':
      return { kind: operation.kind, name: operation.network.name };
    case 'create-volume':
      return { kind: operation.kind, name: operation.volume.name };
    case 'create-container':
      return {
        kind: operation.kind,
        container: operation.container,
        image: operation.template.image,
      };
    case 'run-hook':
      // Its environment may hold secrets.
      return {
        kind: operation.kind,
        phase: operation.phase,
        index: operation.index,
        container: operation.container,
      };
    case 'connect-network':
      // Options of a driver may hold secrets.
      return {
        kind: operation.kind,
        container: operation.container,
        network: operation.attachment.network,
      };
    case 'disconnect-network':
      return { kind: operation.kind, container: operation.container, network: operation.network };
    case 'update-container':
    case 'add-marker':
      return { kind: operation.kind, container: operation.container };
    case 'remove-network':
      return { kind: operation.kind, id: operation.id, name: operation.name };
    case 'copy-files':
    case 'pull-image':
    case 'push-image':
    case 'remove-image':
    case 'remove-volume':
    case 'start-container':
    case 'restart-container':
    case 'wait-container':
    case 'delay':
    case 'stop-container':
    case 'kill-container':
    case 'pause-container':
    case 'unpause-container':
    case 'rename-container':
    case 'remove-container':
    case 'remove-marker':
      return operation;
    default:
      return operation satisfies never;
  }
}
