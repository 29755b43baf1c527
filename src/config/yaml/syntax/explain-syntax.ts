import { type Document, type ErrorCode, isCollection, isScalar, visit, type YAMLParseError } from 'yaml';
import {
  badEscape,
  lookalikeSigns,
  mergeConflict,
  otherLanguage,
  reservedSign,
} from './explain-foreign-text.js';
import { deeperThanValue, fitsNoLine, strayItem } from './explain-indentation.js';
import { colonInValue, neitherKeyNorItem, textNotIndented } from './explain-plain-line.js';
import { brackets, textAfterQuote, unclosedQuote } from './explain-quotes.js';
import type { Explanation, Stretch, Symptom, SyntaxFinding } from './finding.js';
import { Lines } from './lines.js';

/** In the order in which they are tried: what explains more comes first. */
const explanations: readonly Explanation[] = [
  mergeConflict,
  otherLanguage,
  unclosedQuote,
  lookalikeSigns,
  reservedSign,
  badEscape,
  brackets,
  textAfterQuote,
  colonInValue,
  textNotIndented,
  strayItem,
  fitsNoLine,
  neitherKeyNorItem,
  deeperThanValue,
];

export function symptomOf(error: YAMLParseError, document: Document.Parsed, text: string): Symptom {
  const lines = new Lines(text);
  const quoted: Stretch[] = [];
  const bracketed: Stretch[] = [];
  visit(document, (_, node) => {
    const range = isScalar(node) || isCollection(node) ? node.range : undefined;
    if (!range) return;
    const stretch = { start: range[0], end: range[1] };
    if (isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE'))
      quoted.push(stretch);
    if (isCollection(node) && node.flow) bracketed.push(stretch);
  });
  const [offset] = error.pos;
  const { code, message } = error;
  const at = lines.at(offset);
  // What does not fit is never a blank line, but the one after it.
  const line = code === 'BAD_INDENT' && at.content === '' ? (lines.next(at) ?? at) : at;
  return { code, message, offset, line, text, lines, quoted, bracketed };
}

export function explainSyntax(symptom: Symptom): SyntaxFinding {
  for (const explain of explanations) {
    const found = explain(symptom);
    if (found) return found;
  }
  const { code, message, offset, line } = symptom;
  const content = offset >= line.end || offset < line.start + line.indent ? line.start + line.indent : offset;
  return {
    message: plainWords[code] ?? message.charAt(0).toLowerCase() + message.slice(1),
    start: content,
    end: Math.max(content + 1, line.end),
  };
}

const plainWords: Partial<Record<ErrorCode, string>> = {
  BAD_INDENT: 'the indentation of this line does not fit the lines above',
  MULTILINE_IMPLICIT_KEY: 'this is neither `key: value` nor an item of a list (`- value`)',
  BLOCK_AS_IMPLICIT_KEY: 'a value and further keys do not go together on one line',
  MULTIPLE_ANCHORS: 'one value can have only one anchor',
  MULTIPLE_TAGS: 'one value can have only one tag',
};
