import { withoutMarks } from '../merge/directives.js';
import { mergeDocuments } from '../merge/merge-documents.js';
import type { Node } from '../node.js';
import type { Report } from '../report.js';
import { validateDocument } from '../validate/validate-document.js';
import type { Assembly } from './assembly.js';
import { extendServices } from './extend-services.js';
import { includeFiles } from './include-files.js';
import { replaceExpressions } from './replace-expressions.js';
import { tellConflict } from './tell-conflict.js';

/**
 * One document out of several: expressions replaced, services extended, each checked by itself, then with all it
 * includes laid over the earlier ones. What they make together is checked again, because that shows what none has.
 */
export async function assembleDocuments(
  documents: readonly Node[],
  assembly: Assembly,
): Promise<Node | undefined> {
  const checksValues = assembly.expressions === 'replaced';
  let merged: Node | undefined;
  for (const document of documents) {
    const complete = await extendServices(replaceExpressions(document, assembly), assembly);
    if (checksValues)
      validateDocument(withoutMarks(complete), { ...assembly, partial: merged !== undefined });
    reportObsolete(complete, assembly.report);
    const whole = await includeFiles(complete, assembly, assembleDocuments);
    merged =
      merged === undefined ? withoutMarks(whole) : mergeDocuments(merged, whole, tellConflict(assembly));
  }
  if (merged && documents.length > 1 && checksValues)
    validateDocument(merged, { ...assembly, partial: false });
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
