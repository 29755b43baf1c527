import { isOneoff, label } from '../model/labels.js';
import type { ContainerState, ObservedContainer } from '../model/observed.js';
import { isRunning } from '../plan/container-target.js';
import { type Outcome, settle } from './outcome.js';
import { type OwnContainersRequest, ownContainers } from './own-containers.js';
import type { Runtime } from './runtime.js';

export interface PsRequest extends OwnContainersRequest {
  /** Stopped ones too, and those that `run` made. */
  readonly all: boolean;
  /** Only those in one of these states, running or not; absent: whatever their state. */
  readonly states?: readonly ContainerState[];
  /** Those, too, of services that the files do not have. */
  readonly orphans: boolean;
}

/** Containers of a project by name. */
export function ps(runtime: Runtime, request: PsRequest): Promise<Outcome<readonly ObservedContainer[]>> {
  return settle(runtime, async () => {
    const found = await ownContainers(runtime, request);
    if (found === undefined) return { kind: 'invalid' };
    const { services } = found.project;
    const isShown = (container: ObservedContainer): boolean => {
      if (!request.orphans && !((container.labels[label.service] ?? '') in services)) return false;
      if (request.states !== undefined) return request.states.includes(container.state);
      return request.all || (isRunning(container) && !isOneoff(container.labels));
    };
    return { kind: 'succeeded', value: found.containers.filter(isShown) };
  });
}
