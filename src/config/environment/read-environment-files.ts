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
 * The variables of the `env_file`s of a service: a later file wins over an earlier one. Expressions in the files see
 * the variables of the project, then those of the service, then earlier ones.
 */
export async function readEnvironmentFiles(
  own: Environment | undefined,
  envFiles: readonly EnvironmentFile[],
  directory: string,
  lookup: Lookup,
  files: SourceFiles,
  report: Report,
  placeOf: (file: EnvironmentFile) => SourceRange | undefined,
): Promise<ReadonlyMap<string, SetVariable>> {
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
    if (file.format !== undefined && file.format !== '' && file.format !== 'raw') {
      const message = `\`${file.format}\` is not a format of environment files`;
      report({
        code: 'invalid-value',
        severity: 'error',
        message,
        ...(at && { at }),
        help: 'use `raw`, or none',
      });
    }
    const variables =
      file.format === 'raw' ? parseRawEnvFile(source, lookup, report) : parseEnvFile(source, visible, report);
    for (const [name, variable] of variables) fromFiles.set(name, variable);
  }
  return fromFiles;
}
