import type { Diagnostic, Result } from '../diagnostics/diagnostic.js';
import type { Project } from '../model/project.js';
import type { FileSystem } from '../platform/file-system.js';
import { assembleDocuments } from './assemble/assemble-documents.js';
import { parseFiles } from './assemble/parse-files.js';
import { checkReferences } from './check/check-references.js';
import { checkResources } from './check/check-resources.js';
import { checkServices } from './check/check-services.js';
import { completeProject } from './complete/complete-project.js';
import { usedResources } from './complete/used-resources.js';
import { readServiceFiles } from './environment/read-service-files.js';
import { type FoundProject, findProject } from './find-project.js';
import type { LoadedProject, LoadRequest } from './load-request.js';
import { nameProject } from './name-project.js';
import type { Path } from './path.js';
import { Origins } from './read/origins.js';
import { readProject } from './read/read-project.js';
import type { Report } from './report.js';
import { SourceFiles } from './source-files.js';

export type { LoadedProject, LoadRequest } from './load-request.js';

/**
 * Compose files to the canonical model, in phases. A phase reports what is wrong and goes on with the rest, so that
 * one run tells everything; what can only be judged when all else is right is judged last.
 */
export async function loadProject(request: LoadRequest, files: FileSystem): Promise<Result<LoadedProject>> {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => diagnostics.push(diagnostic);
  const failed = () => diagnostics.some(({ severity }) => severity === 'error');
  const sources = new SourceFiles(files, report);

  const found = await findProject(request, files, sources, report);
  const { nodes: documents, complete: everythingParsed } = await parseFiles(
    found.configFiles,
    sources,
    report,
  );
  const name = nameProject(request, documents, found, report);
  const root = await assembleDocuments(documents, {
    sources,
    report,
    lookup: found.variables.lookup,
    directory: found.projectDirectory,
    includedBy: found.configFiles,
    extendedFiles: new Map(),
    toldUnset: new Set(),
    toldPlaces: new Set(),
  });
  if (root === undefined || name === undefined) return refused(diagnostics, found);

  const origins = new Origins();
  const written = readProject(root, {
    report,
    origins,
    projectDirectory: found.projectDirectory,
    homeDirectory: request.environment['HOME'],
  });
  const complete = completeProject(written, found, name, activeProfiles(request, found));
  const locateIn = (model: Project) => (path: Path) => origins.locate(model, root, path);
  const locate = locateIn(complete);
  // What could not be parsed may define what the rest refers to.
  if (everythingParsed) checkReferences(complete, root, locate, report);
  const services = await readServiceFiles(complete, {
    written,
    root,
    origins,
    lookup: found.variables.lookup,
    sources,
    report,
  });
  if (!failed()) {
    checkServices(complete, locate, report);
    checkResources(complete, locate, report);
  }
  if (failed()) return refused(diagnostics, found);

  const project: Project = { ...complete, ...usedResources(complete, Object.values(services)), services };
  return {
    ok: true,
    value: { project, locate: locateIn(project) },
    diagnostics: inOrder(diagnostics, found),
  };
}

function activeProfiles(request: LoadRequest, found: FoundProject): readonly string[] {
  if (request.profiles.length > 0) return request.profiles;
  const fromVariable = found.variables.lookup('COMPOSE_PROFILES') ?? '';
  return fromVariable.split(',').filter((profile) => profile !== '');
}

function refused(diagnostics: readonly Diagnostic[], found: FoundProject): Result<LoadedProject> {
  return { ok: false, diagnostics: inOrder(diagnostics, found) };
}

/** As a reader meets them: file by file, from top to bottom; what has no place comes first. */
function inOrder(diagnostics: readonly Diagnostic[], found: FoundProject): Diagnostic[] {
  const rank = (diagnostic: Diagnostic) => {
    if (diagnostic.at === undefined) return -1;
    const index = found.configFiles.indexOf(diagnostic.at.source.path);
    return index === -1 ? found.configFiles.length : index;
  };
  return [...diagnostics].sort((a, b) => rank(a) - rank(b) || (a.at?.start ?? 0) - (b.at?.start ?? 0));
}
