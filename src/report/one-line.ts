import { stripVTControlCharacters } from 'node:util';

/** What a build tool said, safe to put into a line of our own: no escape sequences, no control characters. */
export function oneLine(text: string): string {
  // A progress bar overwrites its line: what comes after the last carriage return is what is to be seen.
  const visible = stripVTControlCharacters(text).trimEnd().split('\r').at(-1) ?? '';
  return visible
    .replaceAll('\t', ' ')
    .replace(/\p{Cc}/gu, '')
    .trimEnd();
}
