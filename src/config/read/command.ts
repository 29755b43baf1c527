import { splitShellWords } from '../format/shell-words.js';
import { listOf } from './collections.js';
import { type Reader, refuse } from './reader.js';
import { text } from './scalars.js';

const words = listOf(text);

/** A list, or a string split as a shell would split it; null keeps what the image says. */
export const command: Reader<readonly string[] | null> = (place) => {
  const { node, reading } = place;
  if (node.kind !== 'scalar') return words(place);
  if (node.value === null) return null;
  const written = text(place);
  if (written === undefined) return undefined;
  const split = splitShellWords(written);
  if (split === undefined) {
    return refuse(place, 'this cannot be split into words', {
      help: 'close all quotes, or name a shell for what only a shell understands: `["sh", "-c", "…"]`',
    });
  }
  if (split.endedAt !== undefined) {
    reading.report({
      code: 'truncated-command',
      severity: 'warning',
      message: `the command ends before \`${written.charAt(split.endedAt)}\`, since no shell reads it`,
      at: node.at,
      help: 'name a shell: `["sh", "-c", "…"]`',
    });
  }
  return reading.origins.remember([...split.words], node);
};

/** A shell command, or a list whose first item says how it is run. */
export const healthTest: Reader<readonly string[]> = (place) => {
  const written = text(place);
  if (written !== undefined) return place.reading.origins.remember(['CMD-SHELL', written], place.node);
  const test = words(place);
  const [kind] = test ?? [];
  if (kind === undefined || ['CMD', 'CMD-SHELL', 'NONE'].includes(kind)) return test;
  return refuse(place, 'the first item must be `CMD`, `CMD-SHELL` or `NONE`', {
    help: `write \`${JSON.stringify(['CMD', ...(test ?? [])]).replaceAll('","', '", "')}\``,
  });
};
