import type { ServiceNode } from '../events/answer.js';
import { selectServices } from '../graph/select-services.js';
import { openProject } from './open-project.js';
import { type Outcome, settle, tell } from './outcome.js';
import type { ProjectRequest, Runtime } from './runtime.js';

export interface ServiceGraphRequest {
  readonly project: ProjectRequest;
  /** Empty: all; otherwise these and what they depend on. */
  readonly services: readonly string[];
}

/** Which service waits for which, as the files say, by name. */
export function serviceGraph(
  runtime: Runtime,
  { project: request, services }: ServiceGraphRequest,
): Promise<Outcome<readonly ServiceNode[]>> {
  return settle(runtime, async () => {
    const opened = await openProject(runtime, request, services);
    if (opened === undefined) return { kind: 'invalid' };
    const selected = selectServices(opened.project, { names: services, withDependencies: true });
    if (!selected.ok) {
      tell(runtime, selected.diagnostics);
      return { kind: 'invalid' };
    }
    const { graph } = selected.value;
    const value = [...selected.value.services].sort().map((name) => ({
      name,
      dependencies: [...graph.dependenciesOf(name)].sort((left, right) =>
        left.dependency < right.dependency ? -1 : 1,
      ),
    }));
    return { kind: 'succeeded', value };
  });
}
