import { displayWidth, truncate } from '../display-width.js';
import type { Phase, Row } from '../progress-board.js';
import { shownCauses } from '../row-text.js';
import type { Style } from '../style.js';
import { formatDuration } from '../units.js';
import { type Line, type Span, spread } from './line.js';
import { pullBar } from './pull-bar.js';

export interface Columns {
  /** Cells of a line. */
  readonly width: number;
  readonly labelWidth: number;
}

const marks: Readonly<Record<Exclude<Phase, 'working'>, Span & { readonly style: Style }>> = {
  waiting: { text: '·', style: 'dim' },
  done: { text: '✔', style: 'green' },
  kept: { text: '✔', style: 'dim' },
  failed: { text: '✖', style: 'red' },
  skipped: { text: '-', style: 'yellow' },
  cancelled: { text: '-', style: 'yellow' },
};

/** Times below this, in milliseconds, are not worth a look. */
const shownFrom = 1000;
/** As wide as the longest of the usual words, so that what follows stands in a column. */
const statusWidth = 10;

/** `Container`, the longest of the kinds. */
const kindWidth = 9;

const labelOf = ({ subject }: Row): string => `${subject.kind.padEnd(kindWidth)} ${subject.name}`;

/** The label column is as wide as the longest of all rows, but leaves half of the line to what happens. */
export function columnsFor(rows: readonly Row[], width: number): Columns {
  const longest = Math.max(0, ...rows.map((row) => displayWidth(labelOf(row))));
  return { width, labelWidth: Math.min(longest, Math.max(20, Math.floor(width / 2))) };
}

/** @param spinner the picture of the moment for what is under way */
export function liveRowLine(row: Row, columns: Columns, now: number, spinner: string): Line {
  return rowLine(row, detailSpans(row, now), columns, now, spinner);
}

/** What a build that is under way said last, so many lines of it. */
export function outputLines({ phase, detail }: Row, columns: Columns, count: number): readonly Line[] {
  if (phase !== 'working' || detail?.kind !== 'build' || count === 0) return [];
  return detail.tally
    .tail()
    .slice(-count)
    .map((text) => spread([{ text: `     ${text}`, style: 'dim' }], [], columns.width));
}

/** A row when the plan is over. The causes have lines of their own, which nothing cuts short. */
export function finalRowLines(row: Row, columns: Columns, now: number): readonly Line[] {
  const detail: Line = row.detail?.kind === 'text' ? detailSpans(row, now) : [];
  const causes = shownCauses(row).map((cause): Line => [{ text: `     ${cause}`, style: 'dim' }]);
  return [rowLine(row, detail, columns, now, '·'), ...causes];
}

function rowLine(row: Row, detail: Line, columns: Columns, now: number, spinner: string): Line {
  const mark = row.phase === 'working' ? { text: spinner, style: 'cyan' as const } : marks[row.phase];
  const label = truncate(labelOf(row), columns.labelWidth);
  const dim = row.phase === 'waiting' ? { style: 'dim' as const } : {};
  const left: Line = [
    { text: ' ' },
    mark,
    { text: ` ${label.padEnd(columns.labelWidth)}`, ...dim },
    { text: `  ${row.status.padEnd(statusWidth)}`, ...statusStyle(row.phase) },
    ...detail,
  ];
  const spent = timeSpent(row, now);
  const right: Line = spent < shownFrom ? [] : [{ text: formatDuration(spent), style: 'dim' }];
  return spread(left, right, columns.width);
}

/** The time in which something was done; time between two nodes belongs to whatever was waited for. */
function timeSpent({ spentMs, activeSince }: Row, now: number): number {
  const earliest = Math.min(now, ...activeSince.values());
  return spentMs + (now - earliest);
}

function detailSpans(row: Row, now: number): Line {
  if (row.detail?.kind === 'transfer')
    return [{ text: '  ' }, ...pullBar(row.detail.progress, now - row.detail.since)];
  if (row.detail?.kind === 'build') {
    const text = row.detail.tally.current(now);
    return text === undefined ? [] : [{ text: `  ${text}`, style: 'dim' }];
  }
  if (row.detail?.kind === 'text') return [{ text: `  ${row.detail.text}`, style: 'dim' }];
  return shownCauses(row).map((cause) => ({ text: `  ${cause}`, style: 'dim' }));
}

function statusStyle(phase: Phase): { readonly style?: Style } {
  switch (phase) {
    case 'failed':
      return { style: 'red' };
    case 'skipped':
    case 'cancelled':
      return { style: 'yellow' };
    case 'waiting':
    case 'kept':
      return { style: 'dim' };
    case 'working':
    case 'done':
      return {};
    default:
      return phase satisfies never;
  }
}
