import { displayWidth } from '../display-width.js';
import type { Output } from '../output.js';
import type { Paint } from '../style.js';
import { type Line, paintLine, textOf } from './line.js';

const up = (rows: number): string => (rows === 0 ? '\r' : `\u001b[${rows}A\r`);
const clearLine = '\u001b[K';
const clearBelow = '\u001b[J';

/**
 * Lines at the bottom of the terminal that are redrawn in place. Each frame is one write that overwrites what
 * differs and clears nothing first, so that there is no moment in which the terminal is blank.
 */
export class LiveRegion {
  private shown: readonly string[] = [];
  private widths: readonly number[] = [];
  private columns: number | undefined;

  constructor(
    private readonly output: Output,
    private readonly paint: Paint,
  ) {}

  draw(lines: readonly Line[]): void {
    const painted = lines.map((line) => paintLine(line, this.paint));
    const resized = this.columns !== this.output.columns;
    // After a change of size the terminal has wrapped the lines anew, and none of them is where it was.
    const old = resized ? [] : this.shown;
    const body = painted
      .map((line, index) => (line === old[index] ? '\n' : `${line}${clearLine}\n`))
      .join('');
    const start = up(this.rowsOnScreen()) + (resized ? clearBelow : '');
    this.shown = painted;
    this.widths = lines.map((line) => displayWidth(textOf(line)));
    this.columns = this.output.columns;
    this.output.write(`${start}${body}${clearBelow}`);
  }

  /** Takes the lines away; what is written next stands in their place. */
  clear(): void {
    const rows = this.rowsOnScreen();
    if (rows === 0) return;
    // Line by line: a terminal that is cleared from its first row on may keep what was there as history.
    this.output.write(up(rows) + `${clearLine}\n`.repeat(rows) + up(rows));
    this.shown = [];
    this.widths = [];
  }

  private rowsOnScreen(): number {
    const columns = this.output.columns;
    if (columns === undefined || columns < 1) return this.shown.length;
    return this.widths.reduce((rows, width) => rows + Math.max(1, Math.ceil(width / columns)), 0);
  }
}
