import type { Diagnostic, Result } from '../diagnostics/diagnostic.js';
import { isolateProject } from '../model/isolate-project.js';
import type { Project } from '../model/project.js';
import type { TextFiles } from '../platform/file-system.js';
import { addHistory } from './add-history.js';
import { assembleProject } from './assemble-project.js';
import { checkReferences } from './check/check-references.js';
import { checkResources } from './check/check-resources.js';
import { checkServices } from './check/check-services.js';
import { completeProject } from './complete/complete-project.js';
import { followWatchedLinks } from './complete/follow-watched-links.js';
import { withoutDefaults } from './complete/without-defaults.js';
import { inOrder } from './diagnostic-order.js';
import { isTruthy } from './environment/project-variables.js';
import { readServiceFiles } from './environment/read-service-files.js';
import { partOrigin } from './explain/part-origin.js';
import type { FoundProject } from './find-project.js';
import type { LoadedProject, LoadRequest, OptionalPhase } from './load-request.js';
import type { Path } from './path.js';
import { Origins } from './read/origins.js';
import { readProject } from './read/read-project.js';
import type { Report } from './report.js';
import { SourceFiles } from './source-files.js';

export type { LoadedProject, LoadRequest, OptionalPhase } from './load-request.js';

/**
 * Compose files to the canonical model, in phases. A phase reports what is wrong and goes on with the rest, so that
 * one run tells everything; what can only be judged when all else is right is judged last.
 */
export async function loadProject(request: LoadRequest, files: TextFiles): Promise<Result<LoadedProject>> {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => diagnostics.push(diagnostic);
  const failed = () => diagnostics.some(({ severity }) => severity === 'error');
  const sources = new SourceFiles(files, report);

  const goesThrough = (phase: OptionalPhase) => request.leaveOut?.includes(phase) !== true;
  const { found, name, root, everythingParsed } = await assembleProject(request, {
    files,
    sources,
    report,
    expressions: 'replaced',
  });
  if (root === undefined || name === undefined) return refused(inOrder(diagnostics, found));
  const told = () => addHistory(inOrder(diagnostics, found), root);

  const origins = new Origins();
  const written = readProject(root, {
    report,
    origins,
    projectDirectory: found.projectDirectory,
    homeDirectory: request.environment['HOME'],
    paths: goesThrough('paths') ? 'absolute' : 'as written',
  });
  const complete = (goesThrough('defaults') ? completeProject : withoutDefaults)(written, found, name, {
    profiles: activeProfiles(request, found),
    named: request.enable ?? [],
  });
  const locateIn = (model: Project) => (path: Path) => origins.locate(model, root, path);
  const locate = locateIn(complete);
  // What could not be parsed may define what the rest refers to.
  if (everythingParsed && goesThrough('checks')) checkReferences(complete, root, locate, report);
  const services = await readServiceFiles(complete, {
    written,
    root,
    origins,
    lookup: found.variables.lookup,
    sources,
    report,
    environmentFiles: goesThrough('environment files') ? 'read' : 'named',
  });
  if (goesThrough('checks')) {
    const right = !failed();
    checkServices(complete, right, locate, report);
    if (right) checkResources(complete, locate, report);
  }
  if (failed()) return refused(told());

  const whole: Project = {
    ...complete,
    services: goesThrough('paths') ? await followWatchedLinks(services, files) : services,
    ...(request.allResources === true && { allResources: true }),
    ...((request.compatibility ?? isTruthy(found.variables.lookup('COMPOSE_COMPATIBILITY'))) && {
      separator: '_',
    }),
  };
  const project = request.isolated === undefined ? whole : isolateProject(whole, request.owner);
  return {
    ok: true,
    value: {
      project,
      variables: found.variables.all(),
      locate: locateIn(project),
      originOf: (path) => partOrigin(path, { model: project, root, origins, variables: found.variables }),
    },
    diagnostics: told(),
  };
}

function activeProfiles(request: LoadRequest, found: FoundProject): readonly string[] {
  if (request.profiles.length > 0) return request.profiles;
  const fromVariable = found.variables.lookup('COMPOSE_PROFILES') ?? '';
  return fromVariable
    .split(',')
    .map((profile) => profile.trim())
    .filter((profile) => profile !== '');
}

function refused(diagnostics: readonly Diagnostic[]): Result<LoadedProject> {
  return { ok: false, diagnostics };
}
