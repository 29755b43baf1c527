import { selectServices } from '../graph/select-services.js';
import type { Project } from '../model/project.js';
import { openProject } from './open-project.js';
import { type Outcome, settle, tell } from './outcome.js';
import type { ProjectRequest, Runtime } from './runtime.js';

export interface ConfigRequest {
  readonly project: ProjectRequest;
  /** Empty: all enabled ones. */
  readonly services: readonly string[];
}

/** The canonical model of the files; of some services, these, what they depend on, and the resources they use. */
export function config(runtime: Runtime, request: ConfigRequest): Promise<Outcome<Project>> {
  return settle(runtime, async () => {
    const opened = await openProject(runtime, request.project, request.services);
    if (opened === undefined) return { kind: 'invalid' };
    const selected = selectServices(opened.project, { names: request.services, withDependencies: true });
    tell(runtime, selected.diagnostics);
    if (!selected.ok) return { kind: 'invalid' };
    const { services } = selected.value;
    const { project } = opened;
    const kept = Object.entries(project.services).filter(([name]) => services.has(name));
    return { kind: 'succeeded', value: { ...project, services: Object.fromEntries(kept) } };
  });
}
