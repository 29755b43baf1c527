import { displayWidth, truncate } from '../display-width.js';
import type { Paint, Style } from '../style.js';

export interface Span {
  readonly text: string;
  readonly style?: Style;
}

/** A line before its colours, so that it can be measured and cut. */
export type Line = readonly Span[];

export const textOf = (line: Line): string => line.map(({ text }) => text).join('');

export const lineWidth = (line: Line): number => displayWidth(textOf(line));

export const paintLine = (line: Line, paint: Paint): string =>
  line.map(({ text, style }) => (style === undefined ? text : paint(style, text))).join('');

/** Cuts a line to so many cells. */
function cut(line: Line, width: number): Line {
  let left = width;
  const fitted: Span[] = [];
  for (const span of line) {
    if (left <= 0) break;
    const text = truncate(span.text, left);
    fitted.push({ ...span, text });
    left = text === span.text ? left - displayWidth(text) : 0;
  }
  return fitted;
}

/** Both on one line: the left part is cut where it would touch the right one. */
export function spread(left: Line, right: Line, width: number): Line {
  const rightWidth = lineWidth(right);
  if (rightWidth === 0) return cut(left, width);
  const fitted = cut(left, width - rightWidth - 1);
  return [...fitted, { text: ' '.repeat(Math.max(1, width - rightWidth - lineWidth(fitted))) }, ...right];
}
