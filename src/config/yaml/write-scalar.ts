import { goFloat } from './go-float.js';
import { readPlainScalar } from './plain-scalar.js';

interface Indent {
  /** What the lines below begin with, if there are any. */
  readonly lines: string;
  /** How many spaces each level has. */
  readonly step: number;
}

export function yamlScalar(value: unknown, indent: Indent): string {
  if (typeof value === 'string') return textScalar(value, indent);
  return typeof value === 'number' ? numberScalar(value) : String(value);
}

/** A key of several lines, or a very long one, needs a `?` before it. */
export function isPlainKey(key: string, text: string): boolean {
  return !/[\n\u2028\u2029]/.test(key) && Buffer.byteLength(text) <= 128;
}

function numberScalar(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? String(value) : goFloat(value);
}

function textScalar(text: string, indent: Indent): string {
  const needsEscapes = unprintable.test(text) || /[ \u2028\u2029]\n|[\u2028\u2029]/.test(text);
  if (text.includes('\n')) {
    return needsEscapes || text.endsWith(' ') ? doubleQuoted(text) : literal(text, indent);
  }
  if (!readsAsText(text) || needsEscapes || text.includes('\t')) return doubleQuoted(text);
  return looksLikeSyntax(text) ? `'${text.replaceAll("'", "''")}'` : text;
}

/** Words and numbers that readers take for something else than text, older ones included: `y`, `12:30`. */
function readsAsText(text: string): boolean {
  if (/^(?:y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF)$/.test(text)) return false;
  if (/^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/.test(text)) return false;
  const plain = readPlainScalar(text);
  return plain.kind === 'value' && typeof plain.value === 'string';
}

/** Text that would begin or end something as it stands. */
function looksLikeSyntax(text: string): boolean {
  return (
    /^(?:[#,[\]{}&*!|>'"%@`]|[?:-](?:[ \t]|$)|---|\.\.\.| )/.test(text) || /:(?:[ \t]|$)|[ \t]#| $/.test(text)
  );
}

/** The chomping sign says what becomes of the line breaks at the end: none, one (no sign) or all. */
function literal(text: string, indent: Indent): string {
  const hint = /^[ \n]/.test(text) ? String(indent.step) : '';
  const chomp = text.endsWith('\n') ? (/^\n$|\n\n$/.test(text) ? '+' : '') : '-';
  const lines = text.split('\n').map((line) => (line === '' ? '' : indent.lines + line));
  if (text.endsWith('\n')) lines.pop();
  return `|${hint}${chomp}\n${lines.join('\n')}`;
}

/** What docker compose writes as an escape; beyond 16 bits (emoji) that is everything. */
const unprintable = /[^\t\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;

const named: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\x85': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

const escaped = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  const [letter, digits] = code <= 0xff ? ['x', 2] : code <= 0xffff ? ['u', 4] : ['U', 8];
  return named[character] ?? `\\${letter}${code.toString(16).toUpperCase().padStart(digits, '0')}`;
};

const doubleQuoted = (text: string): string =>
  `"${text.replace(/[\t\n"\\\u2028\u2029]|[^\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/gu, escaped)}"`;
