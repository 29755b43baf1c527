import { type Explanation, inQuotes, type Stretch, type Symptom } from './finding.js';

/** A quote that is not closed takes in what is below it, so that the parser complains anywhere further down. */
export const unclosedQuote: Explanation = (symptom) => {
  const { quoted, text, offset, message, lines } = symptom;
  const missing = /closing ["']quote/.test(message);
  const start = quoted.find(
    (stretch) =>
      stretch.start < offset &&
      (missing || offset <= lines.at(stretch.end).end) &&
      swallows(stretch, symptom),
  )?.start;
  if (start === undefined) return undefined;
  const line = lines.at(start);
  const rest = text
    .slice(start, line.end)
    .replace(/\s+#.*$/, '')
    .trimEnd();
  const quote = rest.charAt(0);
  const separator = /,$/.test(rest) ? ',' : '';
  const closed = `${separator ? rest.slice(0, -1) : rest}${quote}${separator}`;
  return {
    message: `this \`${quote}\` is never closed`,
    start,
    end: start + rest.length,
    help: `write \`${closed}\``,
    repair: [{ start, end: start + rest.length, text: closed }],
  };
};

/** It goes on over further lines, of which one looks like a key or an item, or it has no end at all. */
function swallows({ start, end }: Stretch, { text }: Symptom): boolean {
  const value = text.slice(start, end);
  if (!value.includes('\n')) return value.length < 2 || value.at(-1) !== value.charAt(0);
  return /\n\s*(?:- |[\w.-]+\s*:(?:\s|$))/.test(value) || value.trimEnd().at(-1) !== value.charAt(0);
}

/** `'it's'`: the quote in the middle ends the value. */
export const textAfterQuote: Explanation = ({ code, quoted, text, offset, line }) => {
  if (code !== 'UNEXPECTED_TOKEN') return undefined;
  const before = quoted.findLast(({ end }) => end <= offset);
  const rest = text
    .slice(offset, line.end)
    .replace(/\s+#.*$/, '')
    .trimEnd();
  if (/^[,;]+$/.test(rest)) {
    return {
      message: `\`${rest}\` does not end a value in YAML`,
      start: offset,
      end: offset + rest.length,
      help: `remove the \`${rest}\``,
      repair: [{ start: offset, end: offset + rest.length, text: '' }],
    };
  }
  if (before === undefined || text.slice(before.end, offset).trim() !== '') return undefined;
  const whole = text.slice(before.start, offset + rest.length);
  const quote = whole.charAt(0);
  const value = whole.endsWith(quote) && whole.length > 1 ? whole.slice(1, -1) : whole;
  const written = quote === "'" || value.includes('"') ? inQuotes(value) : `"${value}"`;
  return {
    message: `the value ends at the second \`${quote}\`, and there is text behind it`,
    start: offset,
    end: offset + rest.length,
    help: `put the whole value between quotes that are not in it: \`${written}\``,
    repair: [{ start: before.start, end: offset + rest.length, text: written }],
  };
};

export const brackets: Explanation = (symptom) =>
  strayBracket(symptom) ?? missingComma(symptom) ?? unclosedBracket(symptom);

function strayBracket({ message, text, offset }: Symptom) {
  if (!/^Unexpected flow-(?:seq|map)-end/.test(message)) return undefined;
  const sign = text.charAt(offset);
  return {
    message: `this \`${sign}\` closes nothing`,
    start: offset,
    end: offset + 1,
    help: 'remove it',
    repair: [{ start: offset, end: offset + 1, text: '' }],
  };
}

function missingComma({ message, text, offset }: Symptom) {
  if (!/^Missing ,/.test(message)) return undefined;
  const start = text.slice(0, offset).trimEnd().length;
  const next = /^"[^"\n]*"|^'[^'\n]*'|^[^\s,\]}]+/.exec(text.slice(offset))?.[0] ?? '';
  return {
    message: `a \`,\` is missing before \`${next}\``,
    start: offset,
    end: offset + Math.max(1, next.length),
    help: 'the values between `[` and `]`, and between `{` and `}`, are separated by commas',
    repair: [{ start, end: start, text: ',' }],
  };
}

/** A closing bracket that does not stand where the line with the opening one begins was meant for another. */
function closedByAnother({
  text,
  bracketed,
  lines,
}: Pick<Symptom, 'text' | 'bracketed' | 'lines'>): Stretch | undefined {
  return bracketed.findLast(({ start, end }) => {
    const opening = lines.at(start);
    const closing = lines.at(end - 1);
    const isFirst = closing.start + closing.indent === end - 1 && /[\]}]/.test(text.charAt(end - 1));
    return opening.index !== closing.index && isFirst && opening.indent !== closing.indent;
  });
}

function isOpen({ start, end }: Stretch, text: string, offset: number): boolean {
  return start < offset && !/[\]}]$/.test(text.slice(start + 1, end).trimEnd());
}

function unclosedBracket({ message, text, bracketed, offset, lines }: Symptom) {
  if (!/^Flow (?:sequence|map)\b.* end with/i.test(message)) return undefined;
  const open =
    closedByAnother({ text, bracketed, lines }) ??
    bracketed.findLast((stretch) => isOpen(stretch, text, offset));
  const start = open?.start;
  if (start === undefined) return undefined;
  const line = lines.at(start);
  const sign = text.charAt(start);
  const closing = sign === '[' ? ']' : '}';
  const rest = text
    .slice(start, line.end)
    .replace(/\s+#.*$/, '')
    .replace(/[\s,]+$/, '');
  const oneLine = rest.length > 1;
  return {
    message: `this \`${sign}\` is never closed`,
    start,
    end: start + rest.length,
    help: oneLine ? `write \`${rest}${closing}\`` : `add the \`${closing}\` that belongs to it`,
    ...(oneLine && { repair: [{ start, end: start + rest.length, text: `${rest}${closing}` }] }),
  };
}
