import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { SourceRange } from '../diagnostics/source.js';
import type { ProjectName } from '../model/names.js';
import type { TextFiles } from '../platform/file-system.js';
import { assembleDocuments } from './assemble/assemble-documents.js';
import type { Assembly } from './assemble/assembly.js';
import { parseFiles } from './assemble/parse-files.js';
import { type FoundProject, findProject } from './find-project.js';
import type { LoadRequest } from './load-request.js';
import { nameProject } from './name-project.js';
import type { Node } from './node.js';

type Assembling = Pick<Assembly, 'sources' | 'report' | 'expressions'> & { readonly files: TextFiles };

export interface AssembledProject {
  readonly found: FoundProject;
  readonly name: ProjectName | undefined;
  /** Undefined when there is no document that can be used. */
  readonly root: Node | undefined;
  /** `false`: what could not be parsed may define what the rest refers to. */
  readonly everythingParsed: boolean;
}

/** Finds the files of a project and makes one document of them. */
export async function assembleProject(
  request: LoadRequest,
  { files, sources, report, expressions }: Assembling,
): Promise<AssembledProject> {
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
    expressions,
    variables: found.variables,
    directory: found.projectDirectory,
    includedBy: found.configFiles,
    extendedFiles: new Map(),
    inclusions: { count: 0 },
    toldUnset: new Set(),
    toldPlaces: new Set(),
  });
  if (root?.kind === 'mapping' && ![...root.entries.keys()].some((key) => !effectless.has(key)))
    report(nothingDefined(root.at));
  return { found, name, root, everythingParsed };
}

/** `include` is empty if it is still there. */
const effectless = new Set(['version', 'include']);

function nothingDefined(at: SourceRange): Diagnostic {
  return {
    code: 'empty-file',
    severity: 'error',
    message: 'nothing is defined here',
    at,
    help: 'a compose file needs at least `services:` or `name:`',
  };
}
