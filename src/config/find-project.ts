import { dirname, resolve } from 'node:path';
import type { TextFiles } from '../platform/file-system.js';
import { discoverFiles } from './discover-files.js';
import {
  addDotEnv,
  addGivenEnvFiles,
  firstEnvFolder,
  givenEnvFiles,
  isTruthy,
  ProjectVariables,
} from './environment/project-variables.js';
import type { LoadRequest } from './load-request.js';
import type { Report } from './report.js';
import type { SourceFiles } from './source-files.js';

export interface FoundProject {
  /** Absolute, in order of merging; `-` is standard input. */
  readonly configFiles: readonly string[];
  /** Absolute; what relative paths in the files count from. */
  readonly projectDirectory: string;
  /** Those given on the command line or by variable; absolute. */
  readonly environmentFiles: readonly string[];
  readonly variables: ProjectVariables;
}

/**
 * Where the project is and which variables it sees. The two depend on each other: a `.env` can name the files with
 * `COMPOSE_FILE`, and the folder of the files has a `.env` of its own, which then comes last.
 */
export async function findProject(
  request: LoadRequest,
  files: TextFiles,
  sources: SourceFiles,
  report: Report,
): Promise<FoundProject> {
  const { workingDir, environment } = request;
  const variables = new ProjectVariables(environment);
  const environmentFiles = givenEnvFiles(request.envFiles, environment, workingDir);
  const readsDotEnv = environmentFiles.length === 0 && !isTruthy(environment['COMPOSE_DISABLE_ENV_FILE']);

  const firstFolder = firstEnvFolder(workingDir, request.projectDirectory, request.files);
  await addGivenEnvFiles(variables, environmentFiles, sources, report);
  if (readsDotEnv) await addDotEnv(variables, firstFolder, sources, report);

  const configFiles = await discoverFiles(request.files, workingDir, variables.lookup, files, report);
  const first = configFiles.find((path) => path !== '-');
  const projectDirectory =
    request.projectDirectory === undefined
      ? first === undefined
        ? workingDir
        : dirname(first)
      : resolve(workingDir, request.projectDirectory);
  if (readsDotEnv && projectDirectory !== firstFolder)
    await addDotEnv(variables, projectDirectory, sources, report);

  return { configFiles, projectDirectory, environmentFiles, variables };
}
