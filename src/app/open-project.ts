import { type LoadedProject, loadProject } from '../config/load-project.js';
import type { SourceRange } from '../diagnostics/source.js';
import { checkBuildContexts } from '../graph/build-contexts.js';
import { checkCycles } from '../graph/cycle.js';
import { buildDependencyGraph } from '../graph/dependency-graph.js';
import { tell } from './outcome.js';
import type { ProjectRequest, Runtime } from './runtime.js';

/**
 * Loads and checks the files, and tells what is wrong with them; undefined if that keeps them from being used.
 *
 * @param named services that are enabled because the command line names them
 */
export async function openProject(
  runtime: Runtime,
  request: ProjectRequest,
  named: readonly string[] = [],
): Promise<LoadedProject | undefined> {
  const { workingDir, environment, files } = runtime;
  const loaded = await loadProject({ ...request, enable: named, workingDir, environment }, files);
  tell(runtime, loaded.diagnostics);
  if (!loaded.ok) return undefined;
  if (request.leaveOut?.includes('checks') === true) return loaded.value;
  const { project } = loaded.value;
  const graph = buildDependencyGraph(project.services);
  const locate = placeOf(loaded.value);
  const cycles = [...checkCycles(graph, locate), ...checkBuildContexts(project, locate)];
  tell(runtime, cycles);
  return cycles.length === 0 ? loaded.value : undefined;
}

/** A dependency that follows from another attribute is where that one is written. */
const placeOf =
  ({ locate, originOf }: LoadedProject) =>
  (path: readonly string[]): SourceRange | undefined => {
    const origin = originOf(path);
    return origin.kind === 'implied' ? origin.at : locate(path);
  };
