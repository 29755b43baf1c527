import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Diagnostic, Result } from '../diagnostics/diagnostic.js';
import type { SourceRange } from '../diagnostics/source.js';
import { isProjectName, type ProjectName, projectName } from '../model/names.js';

/**
 * The name that `-p` or `COMPOSE_PROJECT_NAME` gives, in this order; undefined when neither does. What is given
 * this way is taken as it is or refused, never changed.
 */
export function resolveGivenProjectName(
  given: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Result<ProjectName> | undefined {
  if (given) return accept(given, 'the project name given with `-p`');
  const fromVariable = environment['COMPOSE_PROJECT_NAME'];
  return fromVariable ? accept(fromVariable, 'the project name in COMPOSE_PROJECT_NAME') : undefined;
}

/** The name from the `name:` of a file, else from the folder; both are brought into the allowed form. */
export function resolveProjectName(
  written: { readonly text: string; readonly at: SourceRange } | undefined,
  folder: string,
): Result<ProjectName> {
  if (written !== undefined) {
    const name = normalizeProjectName(written.text);
    if (name !== '') return { ok: true, value: projectName(name), diagnostics: [] };
    const message = `\`${written.text}\` has no letter or digit to make a project name of`;
    return refuse({ code: 'invalid-project-name', severity: 'error', message, at: written.at });
  }
  const name = normalizeProjectName(basename(folder));
  if (name !== '') return { ok: true, value: projectName(name), diagnostics: [] };
  return refuse({
    code: 'invalid-project-name',
    severity: 'error',
    message: `no project name can be made of the folder ${folder}`,
    help: 'write `name:` at the top of the file, or give a name with `-p`',
  });
}

/** What becomes of the name of a copy in that of its project. */
export const allowedInCopy = (copy: string): string => copy.toLowerCase().replace(/[^a-z0-9_-]+/g, '-');

/**
 * The name of a copy of a project.
 *
 * @param copy as the user has it, for example a branch; `.`: one that every folder has of its own
 */
export function nameOfCopy(name: ProjectName, copy: string, folder: string): Result<ProjectName> {
  if (copy === '.') {
    const hash = createHash('sha256').update(folder).digest('hex');
    return { ok: true, value: projectName(`${name}-${hash.slice(0, 8)}`), diagnostics: [] };
  }
  const allowed = allowedInCopy(copy);
  if (/[a-z0-9]/.test(allowed))
    return { ok: true, value: projectName(`${name}-${allowed}`), diagnostics: [] };
  return refuse({
    code: 'invalid-project-name',
    severity: 'error',
    message: `\`${copy}\`, given with \`--isolated\`, has no letter or digit to make a name of`,
  });
}

/** Compose Specification, "Name top-level element": lower case, and only what is allowed. */
function normalizeProjectName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '')
    .replace(/^[_-]+/, '');
}

function accept(text: string, what: string): Result<ProjectName> {
  if (isProjectName(text)) return { ok: true, value: projectName(text), diagnostics: [] };
  const allowed = normalizeProjectName(text);
  return refuse({
    code: 'invalid-project-name',
    severity: 'error',
    message: `${what} is \`${text}\`, but only lower-case letters, digits, \`_\` and \`-\` are allowed, the first being a letter or digit`,
    ...(allowed !== '' && { help: `\`${allowed}\` would be allowed` }),
  });
}

function refuse(diagnostic: Diagnostic): Result<ProjectName> {
  return { ok: false, diagnostics: [diagnostic] };
}
