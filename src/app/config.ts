import type { LoadedProject } from '../config/load-project.js';
import { loadWritten, type WrittenFiles } from '../config/load-written.js';
import { selectServices } from '../graph/select-services.js';
import { openProject } from './open-project.js';
import { type Outcome, settle, tell } from './outcome.js';
import { pinImages } from './pin-images.js';
import type { ProjectRequest, Runtime } from './runtime.js';

export interface ConfigRequest {
  readonly project: ProjectRequest;
  /** Empty: all enabled ones. */
  readonly services: readonly string[];
  /** `pinned`: with the digests that registries have for them now. Absent: as written. */
  readonly images?: 'pinned';
}

export type Config = Pick<LoadedProject, 'project' | 'variables'>;

/** The canonical model of the files; of some services, these, what they depend on, and the resources they use. */
export function config(runtime: Runtime, request: ConfigRequest): Promise<Outcome<Config>> {
  return settle(runtime, async () => {
    const opened = await openProject(runtime, request.project, request.services);
    if (opened === undefined) return { kind: 'invalid' };
    const selected = selectServices(opened.project, { names: request.services, withDependencies: true });
    tell(runtime, selected.diagnostics);
    if (!selected.ok) return { kind: 'invalid' };
    const { services } = selected.value;
    const { project, variables } = opened;
    const kept = Object.entries(project.services).filter(([name]) => services.has(name));
    const selection = { ...project, services: Object.fromEntries(kept) };
    if (request.images === undefined) return { kind: 'succeeded', value: { project: selection, variables } };
    const pinned = await pinImages(runtime, selection, opened.locate);
    return pinned === undefined
      ? { kind: 'failed' }
      : { kind: 'succeeded', value: { project: pinned, variables } };
  });
}

/** The files as they are before variables are looked up. */
export function writtenConfig(runtime: Runtime, project: ProjectRequest): Promise<Outcome<WrittenFiles>> {
  return settle(runtime, async () => {
    const { workingDir, environment, files } = runtime;
    const written = await loadWritten({ ...project, workingDir, environment }, files);
    tell(runtime, written.diagnostics);
    return written.ok ? { kind: 'succeeded', value: written.value } : { kind: 'invalid' };
  });
}
