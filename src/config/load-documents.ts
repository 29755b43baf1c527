import { interpolateDocument } from './interpolate/interpolate-document.js';
import type { Lookup } from './interpolate/template.js';
import { mergeDocuments } from './merge/merge-documents.js';
import type { Node } from './node.js';
import type { Report } from './report.js';
import type { SourceFiles } from './source-files.js';
import { validateDocument } from './validate/validate-document.js';
import { type ParsedDocuments, parseDocuments } from './yaml/parse-document.js';

/** The documents of the files, in order. A file that cannot be read or parsed is reported and left out. */
export async function parseFiles(
  paths: readonly string[],
  sources: SourceFiles,
  report: Report,
): Promise<ParsedDocuments> {
  const read = await Promise.all(
    paths.map((path) => sources.read(path, { what: 'compose file', required: true })),
  );
  const parsed = read.map((source) =>
    source === undefined ? { nodes: [], complete: false } : parseDocuments(source, report),
  );
  return {
    nodes: parsed.flatMap(({ nodes }) => nodes),
    complete: parsed.every(({ complete }) => complete),
  };
}

/**
 * One document out of several: expressions replaced, each checked by itself, the later laid over the earlier. What
 * they make together is checked again, because that shows what none of them has.
 */
export function combineDocuments(
  documents: readonly Node[],
  lookup: Lookup,
  report: Report,
): Node | undefined {
  const toldUnset = new Set<string>();
  const toldPlaces = new Set<string>();
  const interpolated = documents.map((document) =>
    interpolateDocument(document, { lookup, report, toldUnset }),
  );
  for (const [index, document] of interpolated.entries()) {
    validateDocument(document, report, { partial: index > 0, toldPlaces });
    reportObsolete(document, report);
  }
  const [first, ...rest] = interpolated;
  if (first === undefined) return undefined;
  const merged = rest.reduce(mergeDocuments, first);
  if (rest.length > 0) validateDocument(merged, report, { partial: false, toldPlaces });
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
