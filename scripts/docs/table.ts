/** In columns, as the formatter wants tables. */
export function table(headers: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = headers.map((header, column) =>
    Math.max(header.length, ...rows.map((cells) => [...(cells[column] ?? '')].length)),
  );
  const line = (cells: readonly string[], pad: string) =>
    `| ${widths.map((width, column) => padded(cells[column] ?? '', width, pad)).join(' | ')} |`;
  return [line(headers, ' '), line([], '-'), ...rows.map((cells) => line(cells, ' '))];
}

const padded = (text: string, width: number, pad: string): string =>
  text + pad.repeat(Math.max(0, width - [...text].length));
