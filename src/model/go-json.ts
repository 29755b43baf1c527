/**
 * Plain data as Go's `encoding/json` writes it, for hashes over such text and for print: keys in the order given, and
 * what could end a script element in HTML escaped. Numbers come out alike in both languages.
 *
 * @param indent what each level is indented by; empty: all is on one line, without spaces.
 */
export function goJson(value: unknown, indent = ''): string {
  return write(value, indent, indent === '' ? '' : '\n');
}

function write(value: unknown, indent: string, line: string): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return escapeHtml(JSON.stringify(value));
  const below = line === '' ? '' : `${line}${indent}`;
  if (Array.isArray(value)) {
    const items = value.map((item) => `${below}${write(item, indent, below)}`);
    return items.length === 0 ? '[]' : `[${items.join(',')}${line}]`;
  }
  const colon = line === '' ? ':' : ': ';
  const members = entriesOf(value).map(
    ([key, part]) => `${below}${write(key, indent, below)}${colon}${write(part, indent, below)}`,
  );
  return members.length === 0 ? '{}' : `{${members.join(',')}${line}}`;
}

/** JavaScript moves keys that look like an index to the front, by their number; only mappings of the user have such. */
function entriesOf(value: object): [string, unknown][] {
  const entries: [string, unknown][] = Object.entries(value);
  if (!entries.some(([key]) => /^\d+$/.test(key))) return entries;
  return entries.sort(([left], [right]) => (left < right ? -1 : 1));
}

const escapeHtml = (text: string): string =>
  text.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
