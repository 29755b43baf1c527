import type { Node } from '../node.js';

/** A value as it stands in the file, if it is short and on one line; to be shown in another place or form. */
export function writtenText({ at, kind }: Node): string | undefined {
  const text = at.source.text.slice(at.start, at.end).trim();
  if (kind !== 'scalar' && !/^[[{]/.test(text)) return undefined;
  return text === '' || text.includes('\n') || text.length > 60 ? undefined : text;
}
