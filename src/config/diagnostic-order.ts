import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { FoundProject } from './find-project.js';
import { withoutConsequences } from './without-consequences.js';

/** As a reader meets them: file by file, from top to bottom; what has no place comes first. */
export function inOrder(diagnostics: readonly Diagnostic[], found: FoundProject): Diagnostic[] {
  const rank = (diagnostic: Diagnostic) => {
    if (diagnostic.at === undefined) return -1;
    const index = found.configFiles.indexOf(diagnostic.at.source.path);
    return index === -1 ? found.configFiles.length : index;
  };
  return withoutConsequences(diagnostics).sort(
    (a, b) => rank(a) - rank(b) || (a.at?.start ?? 0) - (b.at?.start ?? 0),
  );
}
