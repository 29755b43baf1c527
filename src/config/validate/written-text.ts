import type { Node } from '../node.js';

/** A value as it stands in the file, if it is short and on one line; to be shown in another place or form. */
export function writtenText({ at }: Node): string | undefined {
  const text = at.source.text.slice(at.start, at.end).trim();
  return text === '' || text.includes('\n') || text.length > 60 ? undefined : text;
}
