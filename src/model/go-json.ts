/**
 * Plain data as Go's `encoding/json` writes it, for hashes over such text: no spaces, keys in the order given, and
 * what could end a script element in HTML escaped. Numbers come out alike in both languages.
 */
export function goJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return escapeHtml(JSON.stringify(value));
  const members = entriesOf(value).map(([key, part]) => `${goJson(key)}:${goJson(part)}`);
  return `{${members.join(',')}}`;
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
