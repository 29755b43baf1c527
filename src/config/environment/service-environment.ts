import { resolve } from 'node:path';
import type { SourceRange } from '../../diagnostics/source.js';
import type { Environment } from '../../model/project.js';
import type { Lookup } from '../interpolate/template.js';
import type { SetVariable } from '../interpolate/variables.js';
import type { EnvironmentFile } from '../read/environment-file.js';
import type { Report } from '../report.js';
import type { SourceFiles } from '../source-files.js';
import { parseEnvFile, parseRawEnvFile } from './parse-env-file.js';

/**
 * The environment of a service with its `env_file`s read: a later file wins over an earlier one, `environment` over
 * both. Expressions in the files see the variables of the project, then those of the service, then earlier ones.
 */
export async function serviceEnvironment(
  own: Environment | undefined,
  envFiles: readonly EnvironmentFile[],
  directory: string,
  lookup: Lookup,
  files: SourceFiles,
  report: Report,
  placeOf: (file: EnvironmentFile) => SourceRange | undefined,
): Promise<Environment> {
  const fromFiles = new Map<string, SetVariable>();
  const visible: Lookup = (name) => lookup(name) ?? own?.[name] ?? fromFiles.get(name)?.value;
  for (const file of envFiles) {
    const at = placeOf(file);
    const source = await files.read(resolve(directory, file.path), {
      what: 'env file',
      required: file.required,
      ...(at && { at }),
    });
    if (source === undefined) continue;
    const variables =
      file.format === 'raw' ? parseRawEnvFile(source, lookup) : parseEnvFile(source, visible, report);
    for (const [name, variable] of variables) fromFiles.set(name, variable);
  }
  const environment: Record<string, string | null> = Object.create(null);
  for (const [name, { value }] of fromFiles) environment[name] = value;
  return Object.assign(environment, own);
}
