import { displayWidth } from './display-width.js';

const gap = 3;
/** Docker's tables are never narrower than this per column, so that an empty one is readable too. */
const minimumWidth = 10;

/** Rows under their headers, in columns as wide as their widest cell. Each line ends with a line end. */
export function renderTable(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headers, ...rows];
  const widths = headers.map((_, column) =>
    Math.max(minimumWidth, ...lines.map((cells) => displayWidth(cells[column] ?? '') + gap)),
  );
  return lines
    .map((cells) => {
      const padded = widths.map((width, column) => {
        const cell = cells[column] ?? '';
        return cell + ' '.repeat(width - displayWidth(cell));
      });
      return `${padded.join('').trimEnd()}\n`;
    })
    .join('');
}
