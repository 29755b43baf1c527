import { type Diagnostic, DiagnosticError } from '../diagnostics/diagnostic.js';
import type { Engine } from '../engine/engine.js';
import { isOneoff, label } from '../model/labels.js';
import type { ObservedContainer } from '../model/observed.js';
import { ownContainers } from './own-containers.js';
import type { ProjectRequest, Runtime } from './runtime.js';

export interface ContainerRequest {
  readonly project: ProjectRequest;
  readonly service: string;
  /** Number of the replica; absent: the first, or else one that `run` made. */
  readonly index?: number;
}

export interface FoundContainer {
  readonly engine: Engine;
  readonly container: ObservedContainer;
}

/**
 * The container of a service that a command is about. Undefined when what is wrong has been told; throws a
 * `DiagnosticError` when there is none.
 *
 * @param state `running`: one that is not running will not do
 */
export async function findContainer(
  runtime: Runtime,
  { project, service, index }: ContainerRequest,
  state: 'running' | 'any',
): Promise<FoundContainer | undefined> {
  const found = await ownContainers(runtime, { project, services: [service] });
  if (found === undefined) return undefined;
  const candidates = found.containers
    .filter((container) => state === 'any' || container.state === 'running')
    .filter(
      ({ labels }) =>
        index === undefined || (!isOneoff(labels) && labels[label.containerNumber] === String(index)),
    );
  const container = [...candidates].sort(replicasInOrder)[0];
  if (container === undefined) throw new DiagnosticError([missing(service, index, state)]);
  return { engine: found.engine, container };
}

const replicasInOrder = (left: ObservedContainer, right: ObservedContainer): number =>
  place(left) - place(right);

const place = ({ labels }: ObservedContainer): number =>
  isOneoff(labels) ? Number.MAX_SAFE_INTEGER : Number(labels[label.containerNumber] ?? 0);

function missing(service: string, index: number | undefined, state: 'running' | 'any'): Diagnostic {
  const which = index === undefined ? '' : ` container #${index}`;
  return {
    code: 'no-container',
    severity: 'error',
    message:
      state === 'running'
        ? `service "${service}" is not running${which}`
        : `service "${service}" has no container${index === undefined ? '' : ` #${index}`}`,
    help: '`stack ps --all` shows what there is, `stack up -d` starts it',
  };
}
