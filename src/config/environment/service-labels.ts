import { resolve } from 'node:path';
import type { SourceRange } from '../../diagnostics/source.js';
import type { Mapping } from '../../model/project.js';
import type { Report } from '../report.js';
import type { SourceFiles } from '../source-files.js';
import { parseEnvFile } from './parse-env-file.js';

/**
 * The labels of a service with its `label_file`s read: a later file wins over an earlier one, `labels` over both.
 * The files are written like environment files, but their expressions see no variables of the project.
 *
 * @param placeOf Where the file of that index is named.
 */
export async function serviceLabels(
  own: Mapping | undefined,
  labelFiles: readonly string[],
  directory: string,
  files: SourceFiles,
  report: Report,
  placeOf: (index: number) => SourceRange,
): Promise<Mapping> {
  const labels: Record<string, string> = Object.create(null);
  for (const [index, path] of labelFiles.entries()) {
    const source = await files.read(resolve(directory, path), {
      what: 'label file',
      required: true,
      at: placeOf(index),
    });
    if (source === undefined) continue;
    for (const [name, { value }] of parseEnvFile(source, () => undefined, report)) labels[name] = value;
  }
  return Object.assign(labels, own);
}
