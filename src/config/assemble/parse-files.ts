import type { SourceRange } from '../../diagnostics/source.js';
import type { Report } from '../report.js';
import type { SourceFiles } from '../source-files.js';
import { emptyDocument, type ParsedDocuments, parseDocuments } from '../yaml/parse-document.js';

/**
 * The documents of the files, in order. A file that cannot be read or parsed is reported and left out. One of several
 * may be empty, such as an override that is commented out.
 *
 * @param namedAt Where the files are named, unless that is the command line.
 */
export async function parseFiles(
  paths: readonly string[],
  sources: SourceFiles,
  report: Report,
  namedAt?: SourceRange,
): Promise<ParsedDocuments> {
  const place = namedAt && { at: namedAt };
  const read = await Promise.all(
    paths.map((path) => sources.read(path, { what: 'compose file', required: true, ...place })),
  );
  const parsed = read.map((source) =>
    source === undefined ? { nodes: [], complete: false } : parseDocuments(source, report),
  );
  const [first] = read;
  if (
    first &&
    namedAt === undefined &&
    parsed.every(({ nodes, complete }) => complete && nodes.length === 0)
  ) {
    report(emptyDocument(first, 0));
    return { nodes: [], complete: false };
  }
  return {
    nodes: parsed.flatMap(({ nodes }) => nodes),
    complete: parsed.every(({ complete }) => complete),
  };
}
