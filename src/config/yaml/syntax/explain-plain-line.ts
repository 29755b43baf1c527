import { aboutLine, type Explanation, inQuotes, type Symptom, type SyntaxFinding } from './finding.js';
import { isItem, keyOf, type Line } from './lines.js';

/** A value with `: ` in it looks like another key. */
export const colonInValue: Explanation = ({ code, line, text, offset }) => {
  if (code !== 'BLOCK_AS_IMPLICIT_KEY') return undefined;
  const value = text
    .slice(offset, line.end)
    .replace(/\s+#.*$/, '')
    .trimEnd();
  if (keyOf(line) === undefined || !/:(?: |$)/.test(value)) return undefined;
  const trailing = value.endsWith(':') && !/: /.test(value);
  const written = trailing ? value.slice(0, -1) : inQuotes(value);
  return {
    message: trailing
      ? 'the `:` at the end of this value makes a key of it'
      : 'this value contains `: `, which makes a key of what is before it',
    start: offset,
    end: offset + value.length,
    help: trailing
      ? `write \`${written}\`, or \`"${value}"\` if the colon is meant`
      : `quote it: \`${written}\``,
    repair: [{ start: offset, end: offset + value.length, text: written }],
  };
};

/** The text of a `|` has to be deeper than the key that it is the value of. */
export const textNotIndented: Explanation = (symptom) => {
  const { code, line, lines } = symptom;
  if (code !== 'MULTILINE_IMPLICIT_KEY' && code !== 'MISSING_CHAR') return undefined;
  const above = lines.previous(line);
  const key = above && keyOf(above);
  if (!above || !key || !/: *[|>][-+0-9]*$/.test(above.content) || line.indent > key.column) return undefined;
  const block: Line[] = [line];
  for (const other of lines.below(line)) {
    if (other.indent < line.indent || keyOf(other)) break;
    block.push(other);
  }
  const deeper = ' '.repeat(key.column + 2 - line.indent);
  return {
    message: `the text of \`${key.name}\` is not indented deeper than \`${key.name}\``,
    ...aboutLine(line),
    help: `indent ${block.length === 1 ? 'this line' : `these ${block.length} lines`} with ${key.column + 2} spaces`,
    repair: block.map(({ start }) => ({ start, end: start, text: deeper })),
  };
};

/** A line that is neither `key: value` nor an item of a list. */
export const neitherKeyNorItem: Explanation = (symptom) => {
  const { code, line } = symptom;
  if (code !== 'MULTILINE_IMPLICIT_KEY' && code !== 'MISSING_CHAR') return undefined;
  return itemWithAttributes(symptom) ?? dashWithoutSpace(line) ?? notAKey(line);
};

/** `- db` and, deeper, `condition: …`. */
function itemWithAttributes({ line, lines }: Symptom): SyntaxFinding | undefined {
  const below = lines.next(line);
  const key = below && keyOf(below);
  if (!isItem(line) || keyOf(line) || !below || !key || below.indent <= line.indent) return undefined;
  const name = line.content.slice(1).trim();
  const start = line.start + line.indent;
  const alone =
    !lines.neighbours(line).slice(1).some(isItem) &&
    !(lines.previous(line) && isItem(lines.previous(line) ?? line));
  return {
    message: `\`${name}\` is an item of a list and cannot have \`${key.name}\` below it`,
    start,
    end: line.end,
    help: `write \`${name}:\` instead of \`- ${name}\`${alone ? '' : ', and the other items likewise'}`,
    ...(alone && { repair: [{ start, end: line.end, text: `${name}:` }] }),
  };
}

function dashWithoutSpace(line: Line): SyntaxFinding | undefined {
  const found = /^-(["'\w./$].*)$/.exec(line.content);
  if (found === null) return undefined;
  const start = line.start + line.indent;
  return {
    message: 'there is no space behind the `-`',
    start,
    end: line.end,
    help: `write \`- ${found[1]}\``,
    repair: [{ start, end: start + 1, text: '- ' }],
  };
}

function notAKey(line: Line): SyntaxFinding | undefined {
  const dashes = /^(?:- +)*/.exec(line.content)?.[0].length ?? 0;
  const content = line.content.slice(dashes).replace(/\s+#.*$/, '');
  const start = line.start + line.indent + dashes;
  const end = start + content.length;
  const found = forms.map(([form, say]) => ({ parts: form.exec(content), say })).find(({ parts }) => parts);
  if (found?.parts == null) return undefined;
  const [, key = '', value = ''] = found.parts;
  const written = value === '' ? `${key}:` : `${key}: ${value}`;
  return {
    message: found.say(key),
    start,
    end,
    help: `write \`${written}\``,
    repair: [{ start, end, text: written }],
  };
}

const forms: readonly (readonly [RegExp, (key: string) => string])[] = [
  [/^([\w.-]+) *= *(.*)$/, (key) => `\`${key}\` is followed by \`=\`; YAML wants a colon`],
  [/^([\w.-]+):(\S.*)$/, (key) => `there is no space behind the colon of \`${key}\``],
  [/^([\w.-]+)$/, (key) => `there is no colon behind \`${key}\``],
  [/^([\w.-]+) +(.+)$/, (key) => `there is no colon behind \`${key}\``],
];
