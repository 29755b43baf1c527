import { hidden, looksSecret, maskText } from '../model/secret-values.js';
import { positionAt, type SourceRange } from './source.js';

/** A frame is cut to this many columns, around the marked place, so that a minified file cannot flood a screen. */
const maxColumns = 160;

export interface CodeFrame {
  readonly line: number;
  readonly column: number;
  readonly text: string;
  /** Where in `text` the mark starts, and how many characters it spans (at least one). */
  readonly markStart: number;
  readonly markLength: number;
}

/** The first line of a range, with the stretch of it that the range covers. */
export function codeFrame(range: SourceRange): CodeFrame {
  const { text } = range.source;
  const start = Math.min(range.start, text.length);
  const position = positionAt(text, start);
  const { column } = position;
  const lineStart = start - (column - 1);
  const newline = text.indexOf('\n', start);
  const lineEnd = newline === -1 ? text.length : newline;
  const line = text.slice(lineStart, lineEnd).replace(/\r$/, '');
  const whole = range.source.holds === 'variables' ? withoutSecret(line) : line;
  const covered = whole.slice(column - 1, Math.max(range.end - lineStart, column)).trimEnd();
  const cut = cutAround(whole, column - 1);
  return {
    line: position.line,
    column,
    // A tab would shift the mark below it by an unknown width; a control character could move the cursor.
    text: printable(cut.text),
    markStart: column - 1 - cut.from,
    markLength: Math.max(1, Math.min(covered.length, cut.text.length - (column - 1 - cut.from))),
  };
}

/** A line of an environment file; a value whose name looks secret is not shown. */
function withoutSecret(line: string): string {
  const [assignment, name] = /^([^=:]*)[=:]/.exec(line) ?? [];
  return assignment === undefined || name === undefined || !looksSecret(name)
    ? maskText(line)
    : `${assignment}${hidden}`;
}

function cutAround(line: string, column: number): { text: string; from: number } {
  if (line.length <= maxColumns) return { text: line, from: 0 };
  const from = Math.max(0, Math.min(column - maxColumns / 2, line.length - maxColumns));
  return { text: line.slice(from, from + maxColumns), from };
}

/** Control characters become spaces, one for one, so that columns stay what they are. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}
