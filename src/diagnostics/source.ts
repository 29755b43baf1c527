/** One text that values came from. Kept whole so that a place in it can be shown later. */
export interface Source {
  /** Absolute path, or a name in angle brackets for what is not a file (`<stdin>`). */
  readonly path: string;
  readonly text: string;
  /** What is in it; absent for a compose file. Values of environment files can be secrets that frames must not show. */
  readonly holds?: 'variables';
  /** What led to it, in words, and where; absent for what the command line names or a folder was searched for. */
  readonly namedBy?: { readonly message: string; readonly at: SourceRange };
}

/** A stretch of a source; offsets count UTF-16 units from 0, `end` is exclusive. */
export interface SourceRange {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

/** Line and column count from 1; the column counts UTF-16 units, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - (before.lastIndexOf('\n') + 1) + 1 };
}
