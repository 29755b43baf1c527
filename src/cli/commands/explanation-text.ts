import type { Explanation } from '../../config/explain/explain-parts.js';
import type { WrittenPart } from '../../config/explain/part-origin.js';
import type { UsedVariable } from '../../config/interpolate/used-variables.js';
import { pathText } from '../../config/path.js';
import { codeFrame, printable } from '../../diagnostics/code-frame.js';
import { shownPath } from '../../diagnostics/shown-path.js';
import { type Naming, type SourceRange, trailOf } from '../../diagnostics/source.js';
import { alignColumns } from '../../report/align-columns.js';
import { type Paint, painter } from '../../report/style.js';

interface ExplanationOptions {
  readonly color: boolean;
  /** Absolute; paths below it are shown relative to it. */
  readonly cwd: string;
}

/** What is said, where it is, and what is written there. */
export type Row = readonly [label: string, place: string, text: string];

const namings: Readonly<Record<Naming['as'], string>> = {
  included: 'included from',
  extended: 'extended from',
  environment: 'named in',
  labels: 'named in',
};

/** For people: each part with its value, and under it where that comes from. Without a trailing newline. */
export function explanationText(
  explanations: readonly Explanation[],
  { color, cwd }: ExplanationOptions,
): string {
  const paint = painter(color);
  const rows = explanations.map((explanation) => originRows(explanation, cwd));
  const aligned = alignColumns(rows.flat());
  let line = 0;
  return explanations
    .map(({ path, value }, index) => {
      const own = aligned.slice(line, line + (rows[index]?.length ?? 0));
      line += own.length;
      return [heading(path, value, paint), ...own.map((text) => `  ${paint('dim', text)}`)].join('\n');
    })
    .join('\n');
}

function heading(path: Explanation['path'], value: unknown, paint: Paint): string {
  return `${paint('bold', printable(pathText(path)))}: ${printable(JSON.stringify(value) ?? 'null')}`;
}

/** Where a part comes from, the written one first. */
export function originRows({ origin }: Pick<Explanation, 'origin'>, cwd: string): readonly Row[] {
  switch (origin.kind) {
    case 'default':
      return [['default', '', '']];
    case 'implied':
      return [['implied by', placeText(origin.at, cwd), pathText(origin.by)]];
    case 'written':
      return writtenRows(origin, cwd);
    default:
      return origin satisfies never;
  }
}

function writtenRows({ at, variables, replaced }: WrittenPart, cwd: string): Row[] {
  return [
    placeRow('written in', at, cwd),
    ...variables.map((variable) => variableRow(variable, cwd)),
    ...replaced.map((before) => placeRow('in place of', before, cwd)),
    ...trailOf(at.source).map((naming) => placeRow(namings[naming.as], naming.at, cwd)),
  ];
}

function variableRow({ name, source }: UsedVariable, cwd: string): Row {
  switch (source?.kind) {
    case undefined:
      return [name, 'not set', ''];
    case 'shell':
      return [name, 'from the shell', ''];
    case 'project name':
      return [name, 'the name of the project', ''];
    case 'file':
      return placeRow(name, source.at, cwd);
    default:
      return source satisfies never;
  }
}

function placeRow(label: string, at: SourceRange, cwd: string): Row {
  const { text, markStart, markLength } = codeFrame(at);
  return [label, placeText(at, cwd), text.slice(markStart, markStart + markLength)];
}

function placeText(at: SourceRange, cwd: string): string {
  const { line, column } = codeFrame(at);
  return `${shownPath(at.source.path, cwd)}:${line}:${column}`;
}
