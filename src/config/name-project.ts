import type { ProjectName } from '../model/names.js';
import type { FoundProject } from './find-project.js';
import { interpolateScalar } from './interpolate/interpolate-document.js';
import type { Variables } from './interpolate/variables.js';
import type { LoadRequest } from './load-request.js';
import { child, type Node, type ScalarNode } from './node.js';
import type { Report } from './report.js';
import { nameOfCopy, resolveGivenProjectName, resolveProjectName } from './resolve-project-name.js';

/**
 * `-p`, `COMPOSE_PROJECT_NAME`, the last `name:`, the folder: the first that is there names the project. From then on
 * files can refer to it as a variable.
 */
export function nameProject(
  request: LoadRequest,
  documents: readonly Node[],
  { variables, projectDirectory }: FoundProject,
  report: Report,
): ProjectName | undefined {
  const named = resolveGivenProjectName(request.projectName, {
    COMPOSE_PROJECT_NAME: variables.lookup('COMPOSE_PROJECT_NAME'),
  });
  const whole = named ?? resolveProjectName(writtenName(documents, variables), projectDirectory);
  const name =
    whole.ok && request.isolated !== undefined
      ? nameOfCopy(whole.value, request.isolated, projectDirectory)
      : whole;
  for (const diagnostic of name.diagnostics) report(diagnostic);
  if (!name.ok) return undefined;
  variables.setProjectName(name.value);
  return name.value;
}

function writtenName(documents: readonly Node[], variables: Variables) {
  const last = documents
    .map((document) => child(document, 'name'))
    .findLast(
      (node): node is ScalarNode =>
        node?.kind === 'scalar' && typeof node.value === 'string' && node.value !== '',
    );
  if (last === undefined) return undefined;
  // Mistakes in the expression are told when the whole document is interpolated.
  const { text } = interpolateScalar(last, { variables, report: () => undefined, toldUnset: new Set() });
  return { text, at: last.at };
}
