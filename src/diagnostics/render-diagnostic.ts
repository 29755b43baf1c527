import { codeFrame, printable } from './code-frame.js';
import type { Diagnostic, Severity } from './diagnostic.js';
import { relatedPlaces } from './related-places.js';
import { shownPath } from './shown-path.js';
import type { SourceRange } from './source.js';

export interface RenderOptions {
  readonly color: boolean;
  /** Absolute; paths below it are shown relative to it. */
  readonly cwd: string;
}

type Paint = (text: string) => string;

/** For people: the message, each place with a code frame, and what to do. Without a trailing newline. */
export function renderDiagnostic(diagnostic: Diagnostic, options: RenderOptions): string {
  const paint = painter(options.color);
  const severity = paint[diagnostic.severity];
  const title = severity(`${diagnostic.severity}[${diagnostic.code}]`);
  const lines = [`${title}: ${paint.bold(printable(diagnostic.message))}`];
  const related = relatedPlaces(diagnostic);
  const width = gutterWidth([...(diagnostic.at ? [diagnostic.at] : []), ...related.map(({ at }) => at)]);
  const gutter = ' '.repeat(width);

  if (diagnostic.at) lines.push(...framed(diagnostic.at, severity, '^', width, options, paint));
  for (const { message, at } of related) {
    lines.push(`${gutter} ${paint.note('=')} ${paint.bold('note')}: ${printable(message)}`);
    lines.push(...framed(at, paint.note, '-', width, options, paint));
  }
  for (const [index, line] of (diagnostic.help?.split('\n') ?? []).entries()) {
    lines.push(
      index === 0
        ? `${gutter} ${paint.note('=')} ${paint.bold('help')}: ${line}`
        : `${gutter}         ${line}`,
    );
  }
  for (const line of diagnostic.details ?? []) lines.push(`${gutter} ${paint.note('|')} ${line}`);
  return lines.join('\n');
}

function framed(
  at: SourceRange,
  mark: Paint,
  sign: string,
  width: number,
  options: RenderOptions,
  paint: Painter,
): string[] {
  const frame = codeFrame(at);
  const gutter = ' '.repeat(width);
  const bar = paint.note('|');
  const underline = ' '.repeat(frame.markStart) + mark(sign.repeat(frame.markLength));
  return [
    `${gutter}${paint.note('-->')} ${shownPath(at.source.path, options.cwd)}:${frame.line}:${frame.column}`,
    `${gutter} ${bar}`,
    `${paint.note(String(frame.line).padStart(width))} ${bar} ${frame.text}`.trimEnd(),
    `${gutter} ${bar} ${underline}`,
  ];
}

function gutterWidth(ranges: readonly SourceRange[]): number {
  const widest = Math.max(1, ...ranges.map((range) => String(codeFrame(range).line).length));
  return Math.max(2, widest);
}

type Painter = Record<Severity | 'bold', Paint>;

function painter(color: boolean): Painter {
  const style =
    (code: string): Paint =>
    (text) =>
      color ? `\u001b[${code}m${text}\u001b[0m` : text;
  return { error: style('1;31'), warning: style('1;33'), note: style('1;36'), bold: style('1') };
}
