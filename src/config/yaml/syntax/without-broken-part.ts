import type { Symptom } from './finding.js';
import type { Line } from './lines.js';
import type { Edit } from './mended-text.js';

/**
 * Leaves out the service, or whatever else stands below a section, that cannot be read, so that the others can be.
 * Undefined when there are no others.
 */
export function withoutBrokenPart({ line, lines, text }: Symptom): readonly Edit[] | undefined {
  const above = [line, ...lines.above(line)];
  const section = above.find(({ indent }) => indent === 0);
  const first = section && lines.next(section);
  if (section === undefined || first === undefined || section === line || first.indent === 0)
    return undefined;
  const part = above.find(({ indent, index }) => indent === first.indent && index > section.index);
  if (part === undefined) return undefined;
  const isOther = (other: Line) => other.indent <= first.indent;
  const end = [...lines.below(part)].find(isOther);
  const hasOther = part !== first || end?.indent === first.indent;
  if (!hasOther || (end && end.index <= line.index)) return undefined;
  return [{ start: part.start, end: end?.start ?? text.length, text: '' }];
}
