import type { Diagnostic, Result } from '../diagnostics/diagnostic.js';
import type { TextFiles } from '../platform/file-system.js';
import { rebaseDocument } from './assemble/rebase-paths.js';
import { assembleProject } from './assemble-project.js';
import { completeWritten } from './complete/complete-written.js';
import { longForms } from './complete/long-forms.js';
import { inOrder } from './diagnostic-order.js';
import { type FileVariable, fileVariables } from './interpolate/file-variables.js';
import type { LoadRequest } from './load-request.js';
import type { Report } from './report.js';
import { SourceFiles } from './source-files.js';

export type { FileVariable } from './interpolate/file-variables.js';

export interface WrittenFiles {
  /** The files as one, with services extended and files included; values are as written and were not checked. */
  readonly document: unknown;
  /** Sorted by name. */
  readonly variables: readonly FileVariable[];
}

/** What the files say before variables are looked up. */
export async function loadWritten(request: LoadRequest, files: TextFiles): Promise<Result<WrittenFiles>> {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => diagnostics.push(diagnostic);
  const sources = new SourceFiles(files, report);
  const { found, name, root } = await assembleProject(request, {
    files,
    sources,
    report,
    expressions: 'kept',
  });
  const ordered = inOrder(diagnostics, found);
  if (root === undefined || name === undefined || diagnostics.some(({ severity }) => severity === 'error'))
    return { ok: false, diagnostics: ordered };
  const leavesPaths = request.leaveOut?.includes('paths') === true;
  const { projectDirectory } = found;
  const long = longForms(leavesPaths ? root : rebaseDocument(root, projectDirectory), {
    projectDirectory,
    homeDirectory: request.environment['HOME'],
    paths: leavesPaths ? 'as written' : 'absolute',
  });
  const document = request.leaveOut?.includes('defaults')
    ? long
    : completeWritten(long, {
        name,
        lookup: found.variables.lookup,
      });
  return {
    ok: true,
    value: {
      document,
      variables: fileVariables(root),
    },
    diagnostics: ordered,
  };
}
