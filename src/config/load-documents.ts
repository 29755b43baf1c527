import { interpolateDocument } from './interpolate/interpolate-document.js';
import type { Lookup } from './interpolate/template.js';
import { mergeDocuments } from './merge/merge-documents.js';
import type { Node } from './node.js';
import type { Report } from './report.js';
import type { SourceFiles } from './source-files.js';
import { validateDocument } from './validate/validate-document.js';
import { parseDocuments } from './yaml/parse-document.js';

/** The documents of the files, in order. A file that cannot be read or parsed is reported and left out. */
export async function parseFiles(
  paths: readonly string[],
  sources: SourceFiles,
  report: Report,
): Promise<Node[]> {
  const read = await Promise.all(
    paths.map((path) => sources.read(path, { what: 'compose file', required: true })),
  );
  return read.flatMap((source) => (source === undefined ? [] : parseDocuments(source, report)));
}

/** One document out of several: expressions replaced, each checked by itself, the later laid over the earlier. */
export function combineDocuments(
  documents: readonly Node[],
  lookup: Lookup,
  report: Report,
): Node | undefined {
  const toldUnset = new Set<string>();
  const partial = documents.length > 1;
  let valid = true;
  const interpolated = documents.map((document) =>
    interpolateDocument(document, { lookup, report, toldUnset }),
  );
  for (const document of interpolated) {
    valid = validateDocument(document, report, { partial }) && valid;
    reportObsolete(document, report);
  }
  const [first, ...rest] = interpolated;
  if (first === undefined) return undefined;
  const merged = rest.reduce(mergeDocuments, first);
  // What several valid files make together can still be wrong: a key that none of them has, an item listed twice.
  if (partial && valid) validateDocument(merged, report, { partial: false });
  return merged;
}

function reportObsolete(document: Node, report: Report): void {
  const entry = document.kind === 'mapping' ? document.entries.get('version') : undefined;
  if (entry === undefined) return;
  report({
    code: 'obsolete-key',
    severity: 'warning',
    message: '`version` has no effect any more',
    at: entry.keyAt,
    help: 'remove the line',
  });
}
