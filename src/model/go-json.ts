/**
 * Plain data and maps as Go's `encoding/json` writes them, for hashes over such text and for print: keys in the
 * order given, and what could end a script element in HTML escaped. Numbers come out alike in both languages.
 *
 * @param layout the line break and indentation before a member; nothing: all in one line without spaces
 */
export function goJson(value: unknown, layout?: { readonly indent: string }): string {
  return write(value, layout === undefined ? undefined : { line: '\n', ...layout });
}

interface Layout {
  readonly line: string;
  readonly indent: string;
}

function write(value: unknown, layout: Layout | undefined): string {
  const below = layout && { ...layout, line: layout.line + layout.indent };
  if (Array.isArray(value))
    return enclose(
      '[',
      value.map((item) => write(item, below)),
      ']',
      layout,
    );
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return escapeHtml(JSON.stringify(value));
  const entries: [unknown, unknown][] = value instanceof Map ? [...value] : Object.entries(value);
  const colon = layout ? ': ' : ':';
  const members = entries.map(([key, part]) => `${write(key, below)}${colon}${write(part, below)}`);
  return enclose('{', members, '}', layout);
}

function enclose(open: string, parts: readonly string[], close: string, layout: Layout | undefined): string {
  if (parts.length === 0 || layout === undefined) return `${open}${parts.join(',')}${close}`;
  const line = layout.line + layout.indent;
  return `${open}${line}${parts.join(`,${line}`)}${layout.line}${close}`;
}

const escapeHtml = (text: string): string =>
  text.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
