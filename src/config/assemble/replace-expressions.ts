import { interpolateDocument } from '../interpolate/interpolate-document.js';
import type { Node } from '../node.js';
import type { Assembly } from './assembly.js';

/** The document with values in the place of its expressions, unless they are to be seen. */
export function replaceExpressions(document: Node, assembly: Assembly): Node {
  switch (assembly.expressions) {
    case 'replaced':
      return interpolateDocument(document, assembly);
    case 'kept':
      return document;
    default:
      return assembly.expressions satisfies never;
  }
}
