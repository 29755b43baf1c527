import { aboutLine, type Explanation, inQuotes, type Symptom } from './finding.js';
import type { Line } from './lines.js';
import type { Edit } from './mended-text.js';

/** Two versions that git could not merge: the first is read, as the place of the second has none. */
export const mergeConflict: Explanation = ({ text }) => {
  const found = /^<{7}(?: .*)?$/m.exec(text);
  if (found === null) return undefined;
  const parts = /^(<{7}.*\n)([\s\S]*?)(^(?:\|{7}|={7})[\s\S]*?^>{7}.*$)/m.exec(text);
  const [opening = '', first = ''] = parts?.slice(1) ?? [];
  const end = found.index + found[0].length;
  const second = found.index + opening.length + first.length;
  return {
    message: 'a merge conflict was left in this file',
    start: found.index,
    end,
    help: 'keep one of the two versions, and remove the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`',
    ...(parts && {
      repair: [
        { start: found.index, end: found.index + opening.length, text: '' },
        { start: second, end: found.index + parts[0].length, text: '' },
      ],
    }),
  };
};

/** Markdown, templates and web pages are saved under the wrong name, or copied with what was around them. */
export const otherLanguage: Explanation = (symptom) =>
  fence(symptom) ?? template(symptom) ?? webPage(symptom) ?? comment(symptom);

function fence({ line, lines, text }: Symptom) {
  if (!line.content.startsWith('```')) return undefined;
  const fences = [line, ...lines.below(line)].filter(({ content }) => content.startsWith('```'));
  return {
    message: 'this line belongs to Markdown, not to YAML',
    ...aboutLine(line),
    help: 'keep only what is between the lines that begin with three backticks',
    ...(lines.previous(line) === undefined && { repair: fences.map((other) => without(other, text)) }),
  };
}

function without(line: Line, text: string): Edit {
  return { start: line.start, end: Math.min(line.end + 1, text.length), text: '' };
}

function template({ line, lines, text, offset }: Symptom) {
  if (!/\{[{%]/.test(line.content)) return undefined;
  const statements = [line, ...lines.below(line)].filter(({ content }) => content.startsWith('{%'));
  const start = text.indexOf('{', line.start);
  return {
    message: 'this is a template, not YAML: no one fills in `{{ … }}` and `{% … %}` here',
    start: Math.min(start, Math.max(offset, start)),
    end: line.end,
    help: 'render the template first, or use variables: `${NAME}`',
    ...(line.content.startsWith('{%') && { repair: statements.map((other) => without(other, text)) }),
  };
}

function webPage({ line, lines }: Symptom) {
  if (!/^<(?:!doctype|html|\?xml|head|body)\b/i.test(line.content) || lines.previous(line)) return undefined;
  return {
    message: 'this is a web page, not a compose file',
    ...aboutLine(line),
    help: 'was an error page saved in its place? Download the file itself (its “raw” form)',
  };
}

function comment({ line, text }: Symptom) {
  const { start, end } = aboutLine(line);
  const sign = /^(?:\/\/|\/\*|--(?!-)|;)/.exec(line.content)?.[0];
  if (sign === undefined) return undefined;
  const words = text
    .slice(start + sign.length, end)
    .replace(/\*\/$/, '')
    .trim();
  return {
    message: `\`${sign}\` does not begin a comment in YAML`,
    start,
    end,
    help: `write \`# ${words}\``,
    repair: [{ start, end, text: `# ${words}` }],
  };
}

/** Word processors and chats turn plain signs into others that look alike. */
export const lookalikeSigns: Explanation = ({ line, text }) => {
  const found = /[：“”‘’\u00a0\u3000\u200b-\u200d\ufeff–—]/.exec(text.slice(line.start, line.end));
  if (found === null) return undefined;
  const plain = plainSigns[found[0]];
  if (plain === undefined) return undefined;
  const start = line.start + found.index;
  const repaired = text
    .slice(line.start, line.end)
    .replace(/[：“”‘’\u00a0\u3000\u200b-\u200d\ufeff–—]/g, (sign) => plainSigns[sign]?.sign ?? sign)
    .replace(/:(?=\S)/, (colon) => (found[0] === '：' ? `${colon} ` : colon));
  return {
    message: plain.message,
    start,
    end: start + 1,
    help: plain.help,
    repair: [{ start: line.start, end: line.end, text: repaired }],
  };
};

interface PlainSign {
  readonly sign: string;
  readonly message: string;
  readonly help: string;
}

const doubleQuote: PlainSign = {
  sign: '"',
  message: 'a curly quote is a letter like any other in YAML',
  help: 'use straight quotes: `"` or `\'`',
};
const space: PlainSign = {
  sign: ' ',
  message: 'this is not a plain space, though it looks like one',
  help: 'delete it and type a space',
};
const nothing: PlainSign = {
  sign: '',
  message: 'an invisible character stands here',
  help: 'delete it, or type the line anew',
};
const dash: PlainSign = { sign: '-', message: 'this is not a plain `-`', help: 'type `-`' };
const plainSigns: Readonly<Record<string, PlainSign>> = {
  __proto__: null as never,
  '：': { sign: ':', message: 'this is not a plain `:`', help: 'type `:` and a space' },
  '“': doubleQuote,
  '”': doubleQuote,
  '‘': { ...doubleQuote, sign: "'" },
  '’': { ...doubleQuote, sign: "'" },
  '\u00a0': space,
  '\u3000': space,
  '\u200b': nothing,
  '\u200c': nothing,
  '\u200d': nothing,
  '\ufeff': nothing,
  '–': dash,
  '—': dash,
};

/** Signs with a meaning of their own in YAML cannot begin a value. */
export const reservedSign: Explanation = ({ code, line, text, offset }) => {
  if (code !== 'BAD_SCALAR_START' && code !== 'BAD_ALIAS') return undefined;
  const start = code === 'BAD_ALIAS' && /[*&]/.test(text.charAt(offset - 1)) ? offset - 1 : offset;
  const value = text.slice(start, line.end).replace(/ #.*$/, '').trimEnd();
  const sign = value.charAt(0);
  const reason =
    sign === '*' ? 'begins an alias' : sign === '&' ? 'begins an anchor' : 'has a meaning of its own';
  return {
    message: `a value that begins with \`${sign}\` has to be quoted, because \`${sign}\` ${reason} in YAML`,
    start,
    end: start + value.length,
    help: `write \`${inQuotes(value)}\``,
    repair: [{ start, end: start + value.length, text: inQuotes(value) }],
  };
};

export const badEscape: Explanation = ({ code, quoted, text, offset }) => {
  if (code !== 'BAD_DQ_ESCAPE') return undefined;
  const whole = quoted.find(({ start, end }) => start < offset && offset < end);
  const sequence = text.slice(offset, offset + 2);
  const message = `\`${sequence}\` means nothing between double quotes, where \`\\\` begins an escape`;
  if (whole === undefined) return { message, start: offset, end: offset + 2, help: 'use single quotes' };
  const single = `'${text.slice(whole.start + 1, whole.end - 1).replaceAll("'", "''")}'`;
  return {
    message,
    start: offset,
    end: offset + 2,
    help: `use single quotes, which keep it as it is: \`${single}\``,
    repair: [{ ...whole, text: single }],
  };
};
