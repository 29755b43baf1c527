import { resolveGivenProjectName } from '../config/resolve-project-name.js';
import type { ProjectName } from '../model/names.js';
import { openProject } from './open-project.js';
import { tell } from './outcome.js';
import type { ProjectRequest, Runtime } from './runtime.js';

/**
 * The project of a command that works on what is there. A name that is given needs no file, so `-p NAME` works
 * anywhere; otherwise the files say. Undefined when what is wrong has been told.
 */
export async function projectNameOf(
  runtime: Runtime,
  request: ProjectRequest,
): Promise<ProjectName | undefined> {
  const given = resolveGivenProjectName(request.projectName, runtime.environment);
  if (given === undefined) return (await openProject(runtime, request))?.project.name;
  if (given.ok) return given.value;
  tell(runtime, given.diagnostics);
  return undefined;
}
