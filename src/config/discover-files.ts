import { delimiter, dirname, join, resolve } from 'node:path';
import type { TextFiles } from '../platform/file-system.js';
import type { Lookup } from './interpolate/template.js';
import type { Report } from './report.js';
import { suggestComposeFile } from './suggest-file.js';

/** In the order in which they are looked for; the first that is there is the one. */
const baseNames = ['stack', 'compose', 'docker-compose'];
const extensions = ['.yaml', '.yml'];

/**
 * The files to load, absolute and in order of merging, `-` for standard input: those that are given, those of
 * `COMPOSE_FILE`, or the ones found in the working folder or the nearest folder above it that has any.
 */
export async function discoverFiles(
  given: readonly string[],
  workingDir: string,
  lookup: Lookup,
  files: TextFiles,
  report: Report,
): Promise<string[]> {
  const named = given.length > 0 ? given : namedByVariable(lookup);
  if (named.length > 0) return named.map((path) => (path === '-' ? path : resolve(workingDir, path)));

  for (let folder = workingDir; ; folder = dirname(folder)) {
    const found = await findIn(folder, files, report);
    if (found.length > 0) return found;
    if (dirname(folder) === folder) break;
  }
  const similar = await suggestComposeFile(workingDir, files);
  report({
    code: 'no-compose-file',
    severity: 'error',
    message: `no compose file in ${workingDir} or any folder above it`,
    help:
      similar === undefined
        ? 'run this where compose.yaml is, or name a file with `-f`'
        : `\`${similar}\` is there: name it with \`-f ${similar}\``,
  });
  return [];
}

function namedByVariable(lookup: Lookup): string[] {
  const value = lookup('COMPOSE_FILE');
  const separator = lookup('COMPOSE_PATH_SEPARATOR') || delimiter;
  return value === undefined ? [] : value.split(separator).filter((path) => path !== '');
}

async function findIn(folder: string, files: TextFiles, report: Report): Promise<string[]> {
  const found = await existing(
    baseNames.flatMap((name) => extensions.map((extension) => join(folder, `${name}${extension}`))),
    files,
  );
  const [base] = found;
  if (base === undefined) return [];
  if (found.length > 1) {
    report({
      code: 'several-compose-files',
      severity: 'warning',
      message: `of several compose files in ${folder}, ${base.slice(folder.length).replace(/^\//, '')} is used`,
      help: 'remove the others, or name the one you mean with `-f`',
    });
  }
  return [base, ...(await findOverride(base, files))];
}

/** `<name>.override.<extension>` beside the file, whichever of the two extensions it has. */
async function findOverride(base: string, files: TextFiles): Promise<string[]> {
  const stem = base.replace(/\.ya?ml$/, '');
  const found = await existing(
    ['.yml', '.yaml'].map((extension) => `${stem}.override${extension}`),
    files,
  );
  return found.slice(0, 1);
}

async function existing(paths: readonly string[], files: TextFiles): Promise<string[]> {
  const kinds = await Promise.all(paths.map((path) => files.kindOf(path)));
  return paths.filter((_, index) => kinds[index] === 'file');
}
