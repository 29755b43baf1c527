import type { CommitSpec } from '../../engine/engine.js';
import { type ContainerRequest, findContainer } from '../find-container.js';
import { type Outcome, settle, succeeded } from '../outcome.js';
import type { Runtime } from '../runtime.js';

export interface ExportRequest extends ContainerRequest {
  /** Takes the tar archive piece by piece. */
  write(bytes: Uint8Array): Promise<void>;
}

/** Gives all that is in the file system of a container, without volumes. */
export function exportContainer(runtime: Runtime, request: ExportRequest): Promise<Outcome> {
  return settle(runtime, async () => {
    const found = await findContainer(runtime, request, 'any');
    if (found === undefined) return { kind: 'invalid' };
    const archive = found.engine.containers.export(found.container.id, { signal: runtime.signal });
    for await (const bytes of archive) await request.write(bytes);
    return succeeded;
  });
}

export interface CommitRequest extends ContainerRequest {
  readonly spec: CommitSpec;
}

/** Makes an image of a container as it is now; gives its id. */
export function commit(runtime: Runtime, request: CommitRequest): Promise<Outcome<string>> {
  return settle(runtime, async () => {
    const found = await findContainer(runtime, request, 'any');
    if (found === undefined) return { kind: 'invalid' };
    const { engine, container } = found;
    const value = await engine.containers.commit(container.id, request.spec, { signal: runtime.signal });
    return { kind: 'succeeded', value };
  });
}
