import type { ContainerUsage } from '../engine/engine.js';
import type { UsageLook } from '../events/answer.js';
import { isRunning } from '../plan/container-target.js';
import { type Outcome, settle, succeeded } from './outcome.js';
import { type OwnContainersRequest, ownContainers } from './own-containers.js';
import type { Runtime } from './runtime.js';

export interface StatsRequest extends OwnContainersRequest {
  /** Stopped ones too. */
  readonly all: boolean;
  /** Absent: one look. */
  readonly follow: boolean;
  /** All containers, each time that something is new of one; a container that was not heard of has no usage. */
  readonly handle: (looks: readonly UsageLook[]) => void;
}

/** What the containers of a project take of their host. */
export function stats(runtime: Runtime, request: StatsRequest): Promise<Outcome> {
  return settle(runtime, async () => {
    const found = await ownContainers(runtime, request);
    if (found === undefined) return { kind: 'invalid' };
    const { engine, containers } = found;
    const shown = containers.filter((container) => request.all || isRunning(container));
    const usages = new Map<string, ContainerUsage>();
    const looks = (): readonly UsageLook[] =>
      shown.map((container) => {
        const usage = usages.get(container.id);
        return usage === undefined ? { container } : { container, usage };
      });
    const { signal } = runtime;
    await Promise.all(
      shown.map(async ({ id }) => {
        for await (const usage of engine.containers.stats(id, { signal, follow: request.follow })) {
          usages.set(id, usage);
          if (request.follow) request.handle(looks());
        }
      }),
    );
    if (!request.follow) request.handle(looks());
    signal.throwIfAborted();
    return succeeded;
  });
}
