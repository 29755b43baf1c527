import type { Source } from '../../diagnostics/source.js';
import { type Lookup, substitute } from '../interpolate/template.js';
import type { SetVariable } from '../interpolate/variables.js';
import type { Report } from '../report.js';

/**
 * Reads an environment file in docker compose's dialect: `KEY=value` and `KEY: value`, `export`, comments, single
 * quotes without and double quotes with escapes and expressions, values over several lines in quotes. A lone `KEY`
 * takes the value `lookup` has for it, or is left out.
 *
 * @param lookup What expressions see; variables set earlier in the same file come after it.
 */
export function parseEnvFile(source: Source, lookup: Lookup, report: Report): Map<string, SetVariable> {
  const { text } = source;
  const variables = new Map<string, SetVariable>();
  const visible: Lookup = (name) => lookup(name) ?? variables.get(name)?.value;
  let position = 0;

  while (skipToStatement()) readStatement();
  return variables;

  function skipToStatement(): boolean {
    for (;;) {
      const space = /\s*/y;
      space.lastIndex = position;
      position += space.exec(text)?.[0].length ?? 0;
      if (position >= text.length) return false;
      if (text[position] !== '#') return true;
      position = endOfLine();
    }
  }

  function readStatement(): void {
    const start = position;
    const line = text.slice(position, endOfLine());
    const written = /^(?:export[ \t]+)?([^=:]*)([=:]?)/.exec(line);
    const key = (written?.[1] ?? '').trim();
    const head = written?.[0] ?? '';
    const bad = /[^\p{L}\p{N}_.[\]-]/u.exec(key);
    if (bad || (key === '' && written?.[2] === '')) {
      const message = bad
        ? `the name of a variable cannot hold ${bad[0].trim() === '' ? 'a space' : `\`${bad[0]}\``}: \`${key}\``
        : 'a variable has no name';
      fail(message, start, start + line.trimEnd().length, nameHelp(key, line));
      position = endOfLine();
      return;
    }
    position += head.length;
    if (written?.[2] === '') {
      set(key, lookup(key), start);
      return;
    }
    while (text[position] === ' ' || text[position] === '\t') position++;
    set(key, readValue(), start);
  }

  function set(key: string, value: string | undefined, start: number): void {
    if (value !== undefined) variables.set(key, { value, at: { source, start, end: position } });
  }

  function readValue(): string | undefined {
    const quote = text[position];
    if (quote === '"' || quote === "'") return readQuoted(quote);
    const start = position;
    const end = endOfLine();
    position = end;
    const [value = ''] = text.slice(start, end).split(' #', 1);
    return expand(value.trimEnd(), start, end);
  }

  function readQuoted(quote: string): string | undefined {
    const start = position;
    let value = '';
    for (position++; position < text.length; position++) {
      const char = text[position] ?? '';
      if (char === quote) {
        position++;
        return quote === "'" ? value : expand(unescapeDouble(value), start, position);
      }
      if (char === '\\' && text[position + 1] === quote) {
        value += quote;
        position++;
      } else {
        value += char;
        // A second backslash must not escape the quote after it.
        if (char === '\\' && text[position + 1] === '\\') value += text[++position];
      }
    }
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const written = text.slice(start, end).trimEnd();
    fail('this quoted value is not closed', start, start + written.length, `write \`${written}${quote}\``);
    // What is below was taken for a part of it, but has its own lines.
    position = end;
    return undefined;
  }

  function expand(value: string, start: number, end: number): string {
    const { text: expanded, problems } = substitute(value, visible);
    for (const problem of problems) {
      if (problem.kind === 'unset') continue;
      const reason =
        problem.kind === 'required' ? `required variable ${problem.name} is missing a value: ` : '';
      report({
        code: problem.kind === 'required' ? 'required-variable' : 'interpolation-syntax',
        severity: 'error',
        message: `${reason}${problem.message}`,
        at: { source, start, end },
      });
    }
    return expanded;
  }

  function endOfLine(): number {
    const end = text.indexOf('\n', position);
    return end === -1 ? text.length : end;
  }

  function fail(message: string, start: number, end: number, help: string): void {
    report({
      code: 'env-file-syntax',
      severity: 'error',
      message,
      at: { source, start, end },
      help,
    });
  }
}

function nameHelp(key: string, line: string): string {
  const name = key.replace(/^\W+|\W+$/g, '').replace(/\W+/g, '_');
  const value = /[=:](.*)$/.exec(line)?.[1] ?? '';
  if (/^(?:\/\/|;|--)/.test(key)) return 'comments begin with `#`';
  if (name === '' || !/[=:]/.test(line)) return 'each line is `KEY=value`, `KEY`, a comment or empty';
  return `write \`${name}=${value.trim()}\``;
}

const escapes: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  // Left escaped for the expressions that are looked for next.
  $: '$$',
};

function unescapeDouble(value: string): string {
  return value.replace(/\\([abcfnrtv$"\\]|0\d{0,3})/g, (sequence, letter: string) => {
    if (letter.startsWith('0')) return String.fromCharCode(Number.parseInt(letter, 8) || 0);
    return escapes[letter] ?? sequence;
  });
}

/** `format: raw`: every line is `KEY=value`, and the value is taken as it stands; there are no spaces in names. */
export function parseRawEnvFile(source: Source, lookup: Lookup, report: Report): Map<string, SetVariable> {
  const variables = new Map<string, SetVariable>();
  let start = 0;
  for (const raw of source.text.split('\n')) {
    const at = { source, start, end: start + raw.length };
    start = at.end + 1;
    const line = raw.replace(/\r$/, '').trimStart();
    if (line === '' || line.startsWith('#')) continue;
    const equals = line.indexOf('=');
    const key = equals === -1 ? line : line.slice(0, equals);
    if (key === '' || /[ \t]/.test(key)) {
      const message =
        key === '' ? 'a variable has no name' : `the name of a variable cannot hold a space: \`${key}\``;
      const help = 'in a file of format `raw` each line is `KEY=value`, a comment or empty';
      report({ code: 'env-file-syntax', severity: 'error', message, at, help });
      continue;
    }
    const value = equals === -1 ? lookup(key) : line.slice(equals + 1);
    if (value !== undefined) variables.set(key, { value, at });
  }
  return variables;
}
