import { resolveGivenProjectName } from '../config/resolve-project-name.js';
import { unknownService } from '../graph/select-services.js';
import { label } from '../model/labels.js';
import type { ProjectName } from '../model/names.js';
import type { ObservedContainer } from '../model/observed.js';
import { openProject } from './open-project.js';
import { tell } from './outcome.js';
import type { ProjectRequest, Runtime } from './runtime.js';

export interface NamedProject {
  readonly name: ProjectName;
  /** Services of the files, where files were read. */
  readonly services: readonly string[];
}

/**
 * The project of a command that works on what is there. A name that is given needs no file, so `-p NAME` works
 * anywhere; otherwise the files say. Undefined when what is wrong has been told.
 */
export async function nameProject(
  runtime: Runtime,
  request: ProjectRequest,
): Promise<NamedProject | undefined> {
  const given = resolveGivenProjectName(request.projectName, runtime.environment);
  if (given === undefined) {
    const project = (await openProject(runtime, request))?.project;
    if (project === undefined) return undefined;
    const services = [...Object.keys(project.services), ...Object.keys(project.disabledServices)];
    return { name: project.name, services };
  }
  if (given.ok) return { name: given.value, services: [] };
  tell(runtime, given.diagnostics);
  return undefined;
}

/** Whether all named services are of the project: of its files, or of a container that it has. Tells what is not. */
export function areServicesKnown(
  runtime: Runtime,
  project: NamedProject,
  containers: readonly ObservedContainer[],
  named: readonly string[],
): boolean {
  const known = new Set([
    ...project.services,
    ...containers.flatMap(({ labels }) => labels[label.service] ?? []),
  ]);
  const diagnostics = named
    .filter((name) => !known.has(name))
    .map((name) => unknownService(name, [...known]));
  tell(runtime, diagnostics);
  return diagnostics.length === 0;
}
