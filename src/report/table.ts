import { displayWidth } from './display-width.js';

interface TableLayout {
  /** Docker's tables are never narrower than this per column, so that an empty one is readable too. */
  readonly minimumWidth: number;
  /** Where the last cells are empty, docker's table of containers ends at the last that is not, others go on. */
  readonly emptyEnd: 'cut' | 'filled';
  /** Spaces between columns. */
  readonly gap: number;
}

/** As most of Docker's tables are. */
const usual: TableLayout = { minimumWidth: 10, emptyEnd: 'cut', gap: 3 };

/** Rows under their headers, in columns as wide as their widest cell. Each line ends with a line end. */
export function renderTable(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  given: Partial<TableLayout> = {},
): string {
  const { minimumWidth, emptyEnd, gap } = { ...usual, ...given };
  const lines = [headers, ...rows];
  const widths = headers.map((_, column) =>
    Math.max(minimumWidth, ...lines.map((cells) => displayWidth(cells[column] ?? '') + gap)),
  );
  return lines
    .map((cells) => {
      const padded = widths.map((width, column) => {
        const cell = cells[column] ?? '';
        const isLast = column === widths.length - 1;
        return cell + ' '.repeat(isLast ? 0 : width - displayWidth(cell));
      });
      const line = padded.join('');
      return `${emptyEnd === 'cut' ? line.trimEnd() : line}\n`;
    })
    .join('');
}
