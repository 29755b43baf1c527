/** One text that values came from. Kept whole so that a place in it can be shown later. */
export interface Source {
  /** Absolute path, or a name in angle brackets for what is not a file (`<stdin>`). */
  readonly path: string;
  readonly text: string;
  /** What is in it; absent for a compose file. Values of environment files can be secrets that frames must not show. */
  readonly holds?: 'variables';
  /** What led to it; absent for what the command line names or what was found by its name. */
  readonly namedBy?: Naming;
}

export interface Naming {
  readonly as: 'included' | 'extended' | 'environment' | 'labels';
  readonly at: SourceRange;
}

/** Files that include each other in a circle are refused, but they have a trail all the same. */
const maxTrail = 20;

/** What led to a source, then what led to that. */
export function trailOf(source: Source): readonly Naming[] {
  const trail: Naming[] = [];
  for (let by = source.namedBy; by !== undefined && trail.length < maxTrail; by = by.at.source.namedBy)
    trail.push(by);
  return trail;
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
