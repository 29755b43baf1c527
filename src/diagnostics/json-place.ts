import { positionAt, type SourceRange } from './source.js';

/** A place for editors: lines and columns count from 1 in UTF-16 units, the end is exclusive. */
export interface JsonPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export function jsonPlace({ source, start, end }: SourceRange): JsonPlace {
  const from = positionAt(source.text, start);
  const to = positionAt(source.text, Math.max(start, end));
  return { file: source.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}
