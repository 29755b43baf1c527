import type { LoadedProject } from '../config/load-project.js';
import { resolveGivenProjectName } from '../config/resolve-project-name.js';
import type { Locate } from '../execute/engine-failure-diagnostic.js';
import { unknownService } from '../graph/select-services.js';
import { label } from '../model/labels.js';
import type { ProjectName } from '../model/names.js';
import type { ObservedContainer } from '../model/observed.js';
import type { Service } from '../model/project.js';
import { openProject } from './open-project.js';
import { tell } from './outcome.js';
import type { ProjectRequest, Runtime } from './runtime.js';

export interface NamedProject {
  readonly name: ProjectName;
  /** Of the files, where files were read. */
  readonly services: Readonly<Record<string, Service>>;
  /** Those of them that profiles or the command line enable. */
  readonly enabled: readonly string[];
  /** Names of networks and volumes that the files call external. */
  readonly external: readonly string[];
  readonly locate: Locate;
}

/**
 * The project of a command that works on what is there. A name that is given needs no file, so `-p NAME` works
 * anywhere; otherwise the files say. Undefined when what is wrong has been told.
 *
 * @param files `where there are`: for what only they have, such as hooks; without them it goes on all the same
 */
export async function nameProject(
  runtime: Runtime,
  request: ProjectRequest,
  files: 'if needed' | 'where there are' = 'if needed',
): Promise<NamedProject | undefined> {
  // What a copy is called follows from the folder of its files.
  const given =
    request.isolated === undefined
      ? resolveGivenProjectName(request.projectName, runtime.environment)
      : undefined;
  if (given === undefined) {
    const opened = await openProject(runtime, request);
    return opened && fromFiles(opened);
  }
  if (given.ok) {
    const quiet = { ...runtime, emit: () => undefined };
    const opened = files === 'where there are' ? await openProject(quiet, request) : undefined;
    return opened === undefined
      ? { name: given.value, services: {}, enabled: [], external: [], locate: () => undefined }
      : { ...fromFiles(opened), name: given.value };
  }
  tell(runtime, given.diagnostics);
  return undefined;
}

const fromFiles = ({ project, locate }: LoadedProject): NamedProject => ({
  name: project.name,
  services: { ...project.disabledServices, ...project.services },
  enabled: Object.keys(project.services),
  external: [...Object.values(project.networks), ...Object.values(project.volumes)].flatMap(
    ({ name, external }) => (external === true ? [name] : []),
  ),
  locate,
});

/** Whether all named services are of the project: of its files, or of a container that it has. Tells what is not. */
export function areServicesKnown(
  runtime: Runtime,
  project: NamedProject,
  containers: readonly ObservedContainer[],
  named: readonly string[],
): boolean {
  const known = new Set([
    ...Object.keys(project.services),
    ...containers.flatMap(({ labels }) => labels[label.service] ?? []),
  ]);
  // Without files and without containers nobody can say.
  if (known.size === 0) return true;
  const diagnostics = named
    .filter((name) => !known.has(name))
    .map((name) => unknownService(name, [...known]));
  tell(runtime, diagnostics);
  return diagnostics.length === 0;
}
