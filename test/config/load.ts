import type { LoadedProject, LoadRequest } from '../../src/config/load-project.js';
import { loadProject } from '../../src/config/load-project.js';
import type { Diagnostic, Result } from '../../src/diagnostics/diagnostic.js';
import { positionAt } from '../../src/diagnostics/source.js';
import type { Project } from '../../src/model/project.js';
import { memoryFiles } from './memory-files.js';

type Overrides = Partial<LoadRequest> & { readonly stdin?: string };

/** Loads from /project, without a shell unless the test gives one. */
export function load(
  texts: Readonly<Record<string, string>>,
  { stdin, ...overrides }: Overrides = {},
): Promise<Result<LoadedProject>> {
  const request = {
    files: [],
    workingDir: '/project',
    envFiles: [],
    profiles: [],
    environment: {},
    ...overrides,
  };
  return loadProject(request, memoryFiles(texts, stdin));
}

/** The project of a compose.yaml that has to be accepted. */
export async function loadText(text: string, overrides: Overrides = {}): Promise<LoadedProject> {
  return accepted(await load({ '/project/compose.yaml': text }, overrides));
}

export function accepted(result: Result<LoadedProject>): LoadedProject {
  if (result.ok) return result.value;
  throw new Error(`refused: ${result.diagnostics.map(brief).join('; ')}`);
}

export async function projectOf(text: string, overrides: Overrides = {}): Promise<Project> {
  return (await loadText(text, overrides)).project;
}

/** `code line:column message` of each, with the file if it is not compose.yaml. */
export async function complaints(
  texts: string | Readonly<Record<string, string>>,
  overrides: Overrides = {},
): Promise<string[]> {
  const files = typeof texts === 'string' ? { '/project/compose.yaml': texts } : texts;
  return (await load(files, overrides)).diagnostics.map(brief);
}

function brief({ code, message, at }: Diagnostic): string {
  if (at === undefined) return `${code}: ${message}`;
  const { line, column } = positionAt(at.source.text, at.start);
  const file = at.source.path === '/project/compose.yaml' ? '' : `${at.source.path}:`;
  return `${code} ${file}${line}:${column}: ${message}`;
}
