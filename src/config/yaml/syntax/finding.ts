import type { ErrorCode } from 'yaml';
import type { Line, Lines } from './lines.js';
import type { Edit } from './mended-text.js';

/** What is wrong, in plain words and at the place where a person would mend it. */
export interface SyntaxFinding {
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly help?: string;
  /** How it was probably meant; the rest is then read as if it was written so. */
  readonly repair?: readonly Edit[];
}

/** What the parser says, which is often about a consequence further down. */
export interface Symptom {
  readonly code: ErrorCode;
  readonly message: string;
  readonly offset: number;
  readonly line: Line;
  readonly text: string;
  readonly lines: Lines;
  /** The quoted values and the lists and mappings in brackets that the parser made out, in their order. */
  readonly quoted: readonly Stretch[];
  readonly bracketed: readonly Stretch[];
}

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export type Explanation = (symptom: Symptom) => SyntaxFinding | undefined;

/** A finding about the whole of a line. */
export function aboutLine(line: Line): Stretch {
  return { start: line.start + line.indent, end: line.end };
}

/** The value in quotes that keep everything in it as it is. */
export function inQuotes(value: string): string {
  if (!value.includes('"') && !value.includes('\\')) return `"${value}"`;
  return `'${value.replaceAll("'", "''")}'`;
}
