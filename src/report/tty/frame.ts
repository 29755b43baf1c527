import type { Plan } from '../../plan/plan.js';
import type { Phase, ProgressBoard, Row } from '../progress-board.js';
import { formatDuration } from '../units.js';
import { type Line, type Span, spread } from './line.js';
import { columnsFor, finalRowLines, liveRowLine, outputLines } from './row-line.js';

export interface Screen {
  readonly width: number;
  readonly height: number;
}

export interface Moment {
  readonly now: number;
  /** When the plan was begun, by the same clock. */
  readonly startedAt: number;
  readonly spinner: string;
}

/**
 * The view of a plan that is being carried out: a line that counts, then the resources in the order of the plan.
 * Where the screen is too low for all of them, only what is under way and what failed has a line; where there is room,
 * what builds said last is below them.
 */
export function liveFrame(board: ProgressBoard, screen: Screen, moment: Moment): readonly Line[] {
  const width = lineLimit(screen.width);
  const columns = columnsFor(board.rows, width);
  const shown = visibleRows(board.rows, Math.max(1, screen.height - 2));
  const builds = shown.filter(({ phase, detail }) => phase === 'working' && detail?.kind === 'build').length;
  const tail = builds === 0 ? 0 : Math.floor(Math.max(0, screen.height - 2 - shown.length) / builds);
  const hidden = board.rows.filter((row) => isUrgent(row) && !shown.includes(row)).length;
  return [
    header(board, width, moment),
    ...shown.flatMap((row) => [
      liveRowLine(row, columns, moment.now, moment.spinner),
      ...outputLines(row, columns, tail),
    ]),
    ...(hidden === 0 ? [] : [[{ text: `   and ${hidden} more under way`, style: 'dim' } as const]]),
  ];
}

/** What stays on the screen when the plan is over: one line for each resource that changed, and the counts. */
export function finalFrame(board: ProgressBoard, screen: Screen, moment: Moment): readonly Line[] {
  const width = lineLimit(screen.width);
  const columns = columnsFor(board.rows, width);
  const changed = board.rows.filter(({ phase, status }) => phase !== 'kept' && status !== '');
  return [...changed.flatMap((row) => finalRowLines(row, columns, moment.now)), header(board, width, moment)];
}

/** A terminal that gets its last cell may wrap; very long lines are hard to follow. */
const lineLimit = (width: number): number => Math.min(width - 1, 120);

function visibleRows(rows: readonly Row[], places: number): readonly Row[] {
  if (rows.length <= places) return rows;
  const urgent = rows.filter(isUrgent);
  if (urgent.length <= places) return urgent;
  // One place goes to the line that counts the rest. Failures are never among the rest while there is room.
  const failed = urgent.filter(({ phase }) => phase === 'failed');
  const others = urgent.filter(({ phase }) => phase !== 'failed');
  const chosen = new Set([...failed, ...others].slice(0, places - 1));
  return urgent.filter((row) => chosen.has(row));
}

const isUrgent = ({ phase }: Row): boolean => phase === 'working' || phase === 'failed';

const counted = [
  ['failed', 'failed', 'red'],
  ['working', 'under way', 'cyan'],
  ['done', 'done', 'green'],
  ['waiting', 'waiting', 'dim'],
  ['skipped', 'skipped', 'yellow'],
  ['cancelled', 'interrupted', 'yellow'],
] as const satisfies readonly (readonly [Phase, string, Span['style']])[];

function header({ plan, rows }: ProgressBoard, width: number, { now, startedAt }: Moment): Line {
  const kept =
    plan.decisions.filter(({ action, resource }) => action === 'keep' && resource === 'container').length +
    rows.filter(({ phase }) => phase === 'kept').length;
  const counts = counted.flatMap(([phase, word, style]): readonly Span[] => {
    const count = rows.filter((row) => row.phase === phase).length;
    return count === 0 ? [] : [{ text: `${count} ${word}`, style }];
  });
  const all: readonly Span[] = [
    ...counts,
    ...(kept === 0 ? [] : [{ text: `${kept} unchanged`, style: 'dim' } as const]),
  ];
  return spread(
    [{ text: `${titles[plan.command]} ${plan.project}`, style: 'bold' }, ...all.flatMap(withSeparator)],
    [{ text: formatDuration(now - startedAt), style: 'dim' }],
    width,
  );
}

const titles: Readonly<Record<Plan['command'], string>> = {
  up: 'Up',
  down: 'Down',
  start: 'Start',
  stop: 'Stop',
  restart: 'Restart',
  kill: 'Kill',
  pause: 'Pause',
  unpause: 'Unpause',
  rm: 'Remove',
  pull: 'Pull',
  build: 'Build',
  push: 'Push',
};

const withSeparator = (span: Span, index: number): readonly Span[] => [
  { text: index === 0 ? '   ' : ' · ', style: 'dim' },
  span,
];
