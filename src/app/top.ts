import type { ContainerProcesses } from '../events/answer.js';
import { type Outcome, settle } from './outcome.js';
import { type OwnContainersRequest, ownContainers } from './own-containers.js';
import type { Runtime } from './runtime.js';

/** The processes of the running containers of a project. */
export function top(
  runtime: Runtime,
  request: OwnContainersRequest,
): Promise<Outcome<readonly ContainerProcesses[]>> {
  return settle(runtime, async () => {
    const found = await ownContainers(runtime, request);
    if (found === undefined) return { kind: 'invalid' };
    const { engine, containers } = found;
    const value = await Promise.all(
      containers
        .filter(({ state }) => state === 'running')
        .map(async (container) => ({
          container,
          ...(await engine.containers.top(container.id, { signal: runtime.signal })),
        })),
    );
    return { kind: 'succeeded', value };
  });
}
