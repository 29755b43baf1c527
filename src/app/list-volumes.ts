import { label } from '../model/labels.js';
import type { ObservedVolume } from '../model/observed.js';
import { type Outcome, settle } from './outcome.js';
import { type OwnContainersRequest, ownContainers } from './own-containers.js';
import type { Runtime } from './runtime.js';

/** Volumes of a project by name; with services, those that their containers have mounted. */
export function listVolumes(
  runtime: Runtime,
  request: OwnContainersRequest,
): Promise<Outcome<readonly ObservedVolume[]>> {
  return settle(runtime, async () => {
    const found = await ownContainers(runtime, request);
    if (found === undefined) return { kind: 'invalid' };
    const { engine, project, containers } = found;
    const volumes = await engine.volumes.list({ [label.project]: project.name }, { signal: runtime.signal });
    const mounted = new Set(containers.flatMap(({ mounts }) => mounts.flatMap(({ name }) => name ?? [])));
    const value = volumes
      .filter(({ name }) => request.services.length === 0 || mounted.has(name))
      .sort((left, right) => (left.name < right.name ? -1 : 1));
    return { kind: 'succeeded', value };
  });
}
