import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { positionAt, type SourceRange } from '../diagnostics/source.js';

/**
 * One mistake is one error. What later phases say of a place that was refused already, or of a line that had to be
 * mended to be read, mostly follows from that; whatever does not is told once that is set right.
 */
export function withoutConsequences(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const broken = new Set(
    diagnostics.flatMap(({ code, at }) => (code === 'yaml-syntax' && at !== undefined ? [lineOf(at)] : [])),
  );
  const causes = diagnostics.filter(({ explains }) => explains !== undefined);
  const hasBrokenVariables = diagnostics.some(({ code }) => code === 'env-file-syntax');
  const firstCodes = new Map<string, string>();
  return diagnostics.filter((diagnostic) => {
    const { code, severity, at } = diagnostic;
    if (code === 'unset-variable') return !hasBrokenVariables;
    if (severity !== 'error' || at === undefined || code === 'yaml-syntax') return true;
    if (broken.size > 0 && broken.has(lineOf(at))) return false;
    if (causes.some((cause) => cause !== diagnostic && isExplainedBy(diagnostic, at, cause))) return false;
    const place = `${at.source.path}:${at.start}`;
    const first = firstCodes.get(place) ?? code;
    firstCodes.set(place, first);
    return first === code;
  });
}

function isExplainedBy({ code, message }: Diagnostic, at: SourceRange, { explains }: Diagnostic): boolean {
  const { within = [], missing, undefinedNames = [] } = explains ?? {};
  if (within.some((range) => isWithin(at, range))) return true;
  if (code === 'missing-key' && missing && isWithin(at, missing.within))
    return message.includes(`\`${missing.key}\``);
  return code === 'undefined-reference' && undefinedNames.some((name) => message.includes(`\`${name}\``));
}

function isWithin(at: SourceRange, range: SourceRange): boolean {
  return range.source === at.source && range.start <= at.start && at.start < range.end;
}

function lineOf(at: SourceRange): string {
  return `${at.source.path}:${positionAt(at.source.text, at.start).line}`;
}
