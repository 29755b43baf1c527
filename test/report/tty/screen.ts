/** The lines of a terminal, wide enough for all of them, after a text with the few sequences that a live region uses. */
export function screenOf(text: string): readonly string[] {
  const rows: string[] = [''];
  let row = 0;
  let column = 0;
  const put = (character: string): void => {
    const line = (rows[row] ?? '').padEnd(column);
    rows[row] = line.slice(0, column) + character + line.slice(column + 1);
    column += 1;
  };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what this reads
  for (const [token, , count, command] of text.matchAll(/(\u001b\[(\d*)([A-Za-z]))|./gsu)) {
    if (token === '\n') {
      row += 1;
      column = 0;
      rows[row] ??= '';
    } else if (token === '\r') {
      column = 0;
    } else if (command === 'A') {
      row = Math.max(0, row - Number(count || 1));
    } else if (command === 'K') {
      rows[row] = (rows[row] ?? '').slice(0, column);
    } else if (command === 'J') {
      rows[row] = (rows[row] ?? '').slice(0, column);
      rows.length = row + 1;
    } else if (command === undefined) {
      put(token);
    }
  }
  return rows;
}
