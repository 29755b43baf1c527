import { resolve } from 'node:path';
import type { SourceRange } from '../../diagnostics/source.js';
import type { SetVariable } from '../interpolate/variables.js';
import type { Report } from '../report.js';
import type { SourceFiles } from '../source-files.js';
import { parseEnvFile } from './parse-env-file.js';

/**
 * The labels of the `label_file`s of a service: a later file wins over an earlier one. The files are written like
 * environment files, but their expressions see earlier labels only.
 *
 * @param placeOf Where the file of that index is named.
 */
export async function readLabelFiles(
  labelFiles: readonly string[],
  directory: string,
  files: SourceFiles,
  report: Report,
  placeOf: (index: number) => SourceRange,
): Promise<ReadonlyMap<string, SetVariable>> {
  const labels = new Map<string, SetVariable>();
  for (const [index, path] of labelFiles.entries()) {
    const source = await files.read(resolve(directory, path), {
      what: 'label file',
      required: true,
      at: placeOf(index),
    });
    if (source === undefined) continue;
    const visible = (name: string) => labels.get(name)?.value;
    for (const [name, label] of parseEnvFile(source, visible, report)) labels.set(name, label);
  }
  return labels;
}
