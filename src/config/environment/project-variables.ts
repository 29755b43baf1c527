import { dirname, resolve } from 'node:path';
import type { SourceRange } from '../../diagnostics/source.js';
import type { Lookup } from '../interpolate/template.js';
import type { SetVariable, VariableSource, Variables } from '../interpolate/variables.js';
import type { Report } from '../report.js';
import type { SourceFiles } from '../source-files.js';
import { parseEnvFile } from './parse-env-file.js';

export type Shell = Readonly<Record<string, string | undefined>>;

/**
 * The variables of a project: those of the shell, then those of environment files, the first that has a variable
 * winning. Files are added while the project is being found, because one of them may say where it is.
 */
export class ProjectVariables implements Variables {
  readonly #shell: Shell;
  readonly #fromFiles = new Map<string, SetVariable>();
  readonly #outer: Variables | undefined;
  #projectName: string | undefined;

  /** @param outer The variables of the project that includes this one; they come before its own. */
  constructor(shell: Shell, outer?: Variables) {
    this.#shell = shell;
    this.#outer = outer;
  }

  readonly lookup: Lookup = (name) => {
    if (name === 'COMPOSE_PROJECT_NAME' && this.#projectName !== undefined) return this.#projectName;
    return this.#ofShell(name) ?? this.#outer?.lookup(name) ?? this.#fromFiles.get(name)?.value;
  };

  readonly setBy = (name: string): VariableSource | undefined => {
    if (name === 'COMPOSE_PROJECT_NAME' && this.#projectName !== undefined) return { kind: 'project name' };
    if (this.#ofShell(name) !== undefined) return { kind: 'shell' };
    const file = this.#fromFiles.get(name);
    return this.#outer?.setBy(name) ?? (file && { kind: 'file', at: file.at });
  };

  /** All that the shell and the files have, by name. */
  all(): Record<string, string> {
    const names = new Set([...Object.keys(this.#shell), ...this.#fromFiles.keys(), 'COMPOSE_PROJECT_NAME']);
    const all: Record<string, string> = Object.create(null);
    for (const name of [...names].sort()) {
      const value = this.lookup(name);
      if (value !== undefined) all[name] = value;
    }
    return all;
  }

  /** Once the name is known, files can refer to it. */
  setProjectName(name: string): void {
    this.#projectName = name;
  }

  add(variables: ReadonlyMap<string, SetVariable>): void {
    for (const [name, variable] of variables)
      if (!this.#fromFiles.has(name)) this.#fromFiles.set(name, variable);
  }

  #ofShell(name: string): string | undefined {
    return Object.hasOwn(this.#shell, name) ? this.#shell[name] : undefined;
  }
}

/** Files given with `--env-file`, or with `COMPOSE_ENV_FILES`; absolute. Empty when `.env` is to be looked for. */
export function givenEnvFiles(given: readonly string[], shell: Shell, workingDir: string): string[] {
  const paths =
    given.length > 0 ? given : (shell['COMPOSE_ENV_FILES'] ?? '').split(',').filter((path) => path !== '');
  return paths.map((path) => resolve(workingDir, path));
}

/**
 * Reads the given files; a later one wins over an earlier one.
 *
 * @param namedAt Where the files are named, unless that is the command line.
 */
export async function addGivenEnvFiles(
  variables: ProjectVariables,
  paths: readonly string[],
  files: SourceFiles,
  report: Report,
  namedAt?: SourceRange,
): Promise<void> {
  const merged = new Map<string, SetVariable>();
  for (const path of paths) {
    const source = await files.read(path, {
      what: 'env file',
      required: true,
      ...(namedAt && { at: namedAt }),
    });
    if (source === undefined) continue;
    const visible: Lookup = (name) => variables.lookup(name) ?? merged.get(name)?.value;
    for (const [name, variable] of parseEnvFile(source, visible, report)) merged.set(name, variable);
  }
  variables.add(merged);
}

/** The `.env` of a folder, if there is one. */
export async function addDotEnv(
  variables: ProjectVariables,
  folder: string,
  files: SourceFiles,
  report: Report,
): Promise<void> {
  const source = await files.read(resolve(folder, '.env'), { what: 'env file', required: false });
  if (source) variables.add(parseEnvFile(source, variables.lookup, report));
}

/** The folder whose `.env` counts before it is known where the files are. */
export function firstEnvFolder(
  workingDir: string,
  projectDirectory: string | undefined,
  files: readonly string[],
): string {
  if (projectDirectory !== undefined) return resolve(workingDir, projectDirectory);
  const first = files.find((path) => path !== '-');
  return first === undefined ? workingDir : dirname(resolve(workingDir, first));
}

export function isTruthy(text: string | undefined): boolean {
  return text !== undefined && /^(1|t|true|y|yes|on)$/i.test(text);
}
