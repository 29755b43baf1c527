import type { ErrorObject } from 'ajv';
import validate from '../generated/validate-compose.js';
import { type Entry, isNull, type Node, toPlain } from '../node.js';
import { findNearest, type Path } from '../path.js';
import type { Report } from '../report.js';
import { explainSchemaError } from './explain-schema-error.js';
import { findMisplacedParts } from './misplaced-parts.js';

interface ValidateOptions {
  readonly report: Report;
  /** The document is laid over another: what is missing or empty in it may stand there. */
  readonly partial: boolean;
  /** Places that something was said about already; those told here are added. */
  readonly toldPlaces: Set<string>;
}

/** Checks a document against schemas/compose.schema.json and says one thing for each wrong place. */
export function validateDocument(root: Node, { report, partial, toldPlaces }: ValidateOptions): void {
  if (validate(toPlain(root))) return;
  const misplaced = findMisplacedParts(root);
  for (const error of validate.errors ?? []) {
    const path = pathOf(root, error);
    if (partial && (error.keyword === 'required' || saysNothing(root, path))) continue;
    const around = misplaced.length === 0 ? [] : entriesAlong(root, path, error);
    const part = misplaced.find(({ entries }) => entries.some((entry) => around.includes(entry)));
    const diagnostic = part?.diagnostic ?? explainSchemaError(root, path, error);
    if (diagnostic === undefined) continue;
    const place = `${diagnostic.at?.source.path}:${diagnostic.at?.start}`;
    if (toldPlaces.has(place)) continue;
    toldPlaces.add(place);
    report(diagnostic);
  }
}

/** The entries that an error is in, from the outermost to the one that is wrong. */
function entriesAlong(root: Node, path: Path, error: ErrorObject): Entry[] {
  const entries: Entry[] = [];
  let node: Node | undefined = root;
  const wrong: unknown = error.params['additionalProperty'];
  for (const step of typeof wrong === 'string' ? [...path, wrong] : path) {
    const entry: Entry | undefined = node?.kind === 'mapping' ? node.entries.get(String(step)) : undefined;
    if (entry) entries.push(entry);
    node = entry?.value ?? (node?.kind === 'sequence' ? node.items[Number(step)] : undefined);
  }
  return entries;
}

/** An empty value leaves what is there as it is, except that services cannot be empty. */
function saysNothing(root: Node, path: Path): boolean {
  return isNull(findNearest(root, path).node) && !(path.length === 1 && path[0] === 'services');
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
