import type { ErrorObject } from 'ajv';
import validate from '../generated/validate-compose.js';
import { type Node, toPlain } from '../node.js';
import type { Path } from '../path.js';
import type { Report } from '../report.js';
import { explainSchemaError } from './explain-schema-error.js';

/**
 * Checks a document against schemas/compose.schema.json and says one thing per wrong place.
 *
 * @param options.partial The document is one of several that are merged: what is missing may stand in another.
 */
export function validateDocument(
  root: Node,
  report: Report,
  options: { readonly partial: boolean },
): boolean {
  if (validate(toPlain(root))) return true;
  let valid = true;
  const told = new Set<string>();
  for (const error of validate.errors ?? []) {
    if (options.partial && error.keyword === 'required') continue;
    const path = pathOf(root, error);
    const diagnostic = explainSchemaError(root, path, error);
    if (diagnostic === undefined) continue;
    const place = `${diagnostic.at?.source.path}:${diagnostic.at?.start}`;
    valid = false;
    if (told.has(place)) continue;
    told.add(place);
    report(diagnostic);
  }
  return valid;
}

/** Steps of a JSON pointer; digits are an index only where the document has a list. */
function pathOf(root: Node, error: ErrorObject): Path {
  let node: Node | undefined = root;
  return error.instancePath
    .split('/')
    .slice(1)
    .map((escaped) => {
      const step = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
      const index = node?.kind === 'sequence' ? Number(step) : undefined;
      if (node?.kind === 'mapping') node = node.entries.get(step)?.value;
      else if (node?.kind === 'sequence') node = node.items[Number(step)];
      return index ?? step;
    });
}
