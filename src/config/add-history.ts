import type { Diagnostic, RelatedPlace } from '../diagnostics/diagnostic.js';
import type { SourceRange } from '../diagnostics/source.js';
import { usedVariables } from './interpolate/used-variables.js';
import type { Node } from './node.js';

/** They are about the expressions themselves, of which the value is not the cause. */
const aboutExpressions: ReadonlySet<string> = new Set([
  'interpolation-syntax',
  'required-variable',
  'unset-variable',
]);

/**
 * Tells with every error in a value where that value comes from: the variables in it that a file sets, and what an
 * earlier file says in its place.
 */
export function addHistory(diagnostics: readonly Diagnostic[], root: Node): readonly Diagnostic[] {
  if (!diagnostics.some(mayHaveHistory)) return diagnostics;
  const nodes = nodesWithHistory(root);
  return diagnostics.map((diagnostic) => {
    if (!mayHaveHistory(diagnostic)) return diagnostic;
    const node = nodes.find((other) => contains(other.at, diagnostic.at));
    const told = diagnostic.related ?? [];
    const places =
      node === undefined ? [] : historyOf(node).filter(({ at }) => !told.some((place) => place.at === at));
    return places.length === 0 ? diagnostic : { ...diagnostic, related: [...told, ...places] };
  });
}

function mayHaveHistory(diagnostic: Diagnostic): diagnostic is Diagnostic & { readonly at: SourceRange } {
  const { severity, at, code } = diagnostic;
  return severity === 'error' && at !== undefined && !aboutExpressions.has(code);
}

function historyOf(node: Node): RelatedPlace[] {
  const places: RelatedPlace[] = usedVariables(node).flatMap(({ name, source }) =>
    source?.kind === 'file' ? [{ message: `${name} is set here`, at: source.at }] : [],
  );
  if (node.replaced) places.push({ message: 'takes the place of this', at: node.replaced.at });
  return places;
}

/** The scalars that have one, and those whose place they took. */
function nodesWithHistory(root: Node): Node[] {
  const found: Node[] = [];
  visit(root);
  return found;

  function visit(node: Node): void {
    if (node.replaced) visit(node.replaced);
    switch (node.kind) {
      case 'scalar':
        if (node.expressions || node.replaced) found.push(node);
        return;
      case 'sequence':
        node.items.forEach(visit);
        return;
      case 'mapping':
        for (const { value } of node.entries.values()) visit(value);
        return;
      default:
        node satisfies never;
    }
  }
}

function contains(outer: SourceRange, inner: SourceRange): boolean {
  return outer.source === inner.source && outer.start <= inner.start && inner.end <= outer.end;
}
