import { type Document, isScalar, parseAllDocuments, type YAMLParseError } from 'yaml';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { positionAt, type Source, type SourceRange } from '../../diagnostics/source.js';
import type { Node } from '../node.js';
import type { Report } from '../report.js';
import { composeNodes } from './compose-nodes.js';
import { tabs } from './syntax/explain-indentation.js';
import { explainSyntax, symptomOf } from './syntax/explain-syntax.js';
import type { Symptom, SyntaxFinding } from './syntax/finding.js';
import { Lines } from './syntax/lines.js';
import { type Edit, MendedText } from './syntax/mended-text.js';
import { withoutBrokenPart } from './syntax/without-broken-part.js';

/** Largest compose file that is read, in bytes. Files of thousands of services stay far below it. */
export const maxDocumentBytes = 16 * 1024 * 1024;
/** A text with more mistakes in its syntax than this is probably not YAML at all. */
const maxSyntaxErrors = 25;

export interface ParsedDocuments {
  readonly nodes: readonly Node[];
  /** `false`: something could not be read, so what seems to be missing may be in there. */
  readonly complete: boolean;
}

/**
 * One parse of one text: its documents as trees with places. Several documents (`---`) in a file are merged like
 * several files. A mistake in the syntax is reported and mended as it was probably meant, so that those below it are
 * told as well; a part that cannot be mended is reported and left out.
 */
export function parseDocuments(source: Source, report: Report): ParsedDocuments {
  const { text, documents, complete } = parseMended(
    withoutControlCharacters(new MendedText(source), report),
    report,
  );
  if (documents === undefined) return { nodes: [], complete: false };
  const nodes: Node[] = [];
  for (const document of documents) {
    if (document.errors.length > 0) continue;
    if (document.contents === null || (isScalar(document.contents) && document.contents.source === '')) {
      report(emptyDocument(source, text.place(document.range[0], document.range[0]).start));
      continue;
    }
    const node = composeNodes(document.contents, text, report);
    if (node) nodes.push(node);
  }
  return { nodes, complete: complete && nodes.length === documents.length };
}

/** YAML has no place for them, and a terminal would obey them. */
function withoutControlCharacters(text: MendedText, report: Report): MendedText {
  const found = [...text.text.matchAll(controlCharacters)];
  for (const { index, 0: character } of found.slice(0, maxSyntaxErrors)) {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    report({
      code: 'yaml-syntax',
      severity: 'error',
      message: `a control character (U+${code}) stands here`,
      at: text.place(index, index + 1),
      help: 'remove it, or write it as an escape between double quotes',
    });
  }
  return found.length === 0
    ? text
    : text.with(found.map(({ index }) => ({ start: index, end: index + 1, text: '' })));
}

const controlCharacters = /(?![\t\n\r\u0085])\p{Cc}|[\ufffe\uffff]/gu;

interface Parsed {
  readonly text: MendedText;
  readonly documents: readonly Document.Parsed[] | undefined;
  readonly complete: boolean;
}

function parseMended(original: MendedText, report: Report): Parsed {
  let text = original;
  let complete = true;
  const toldLines = new Set<number>();
  const tried = new Set<string>();
  for (let round = 0; ; round++) {
    const documents = parse(text, report);
    const broken = documents?.find(({ errors }) => errors.length > 0);
    const error = broken && firstOf(broken.errors);
    if (broken === undefined || error === undefined) return { text, documents, complete };
    const symptom = symptomOf(error, broken, text.text);
    const { message, help, start, end, repair } = explainTabs(symptom, text) ?? explainSyntax(symptom);
    const at = text.place(start, end);
    const { line } = positionAt(at.source.text, at.start);
    // What else is wrong with a line mostly follows from what was told already.
    if (!toldLines.has(line)) {
      const within = (repair ?? []).map((edit) => mendedLine(edit, symptom, text));
      const explains = { within };
      report({
        code: 'yaml-syntax',
        severity: 'error',
        message,
        at,
        ...(help !== undefined && { help }),
        explains,
      });
    }
    toldLines.add(line);
    const helped = !tried.has(`${at.start} ${message}`);
    tried.add(`${at.start} ${message}`);
    const mended = helped && repair !== undefined;
    const edits = mended ? repair : withoutBrokenPart(symptom);
    if (edits === undefined || round > maxSyntaxErrors) return { text, documents, complete: false };
    complete &&= mended;
    text = text.with(edits);
  }
}

/** What else is said of a line that was put elsewhere may be due to that. */
function mendedLine({ start, end }: Edit, { lines }: Symptom, text: MendedText): SourceRange {
  return text.place(lines.at(start).start, lines.at(Math.max(start, end)).end);
}

/** The parser goes on after an error, but what it says then mostly follows from the first one. */
function firstOf(errors: readonly YAMLParseError[]): YAMLParseError | undefined {
  return errors.find(({ code }) => code === 'TAB_AS_INDENT') ?? errors[0];
}

/** As many spaces for a tab as make sense of the file: no key is left empty that has something below it. */
function explainTabs(symptom: Symptom, text: MendedText): SyntaxFinding | undefined {
  if (symptom.code !== 'TAB_AS_INDENT') return undefined;
  const sense = (finding: SyntaxFinding | undefined) => {
    if (finding?.repair === undefined) return Number.POSITIVE_INFINITY;
    const mended = text.with(finding.repair);
    const errors = (parse(mended, () => undefined) ?? []).flatMap((document) => document.errors);
    return 100 * errors.length + new Lines(mended.text).emptyKeys();
  };
  const readings = [2, 4, 8, 1].map((width) => tabs(symptom, width));
  return readings.sort((a, b) => sense(a) - sense(b))[0];
}

function parse({ source, text }: MendedText, report: Report): readonly Document.Parsed[] | undefined {
  try {
    const documents = parseAllDocuments(text, {
      // Scalars are read by readPlainScalar and duplicate keys found while composing, where both places are known.
      schema: 'failsafe',
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
    });
    return Array.isArray(documents) ? documents : [];
  } catch (error) {
    // The parser recurses into nested collections; a document can be deep enough to exhaust the stack.
    if (!(error instanceof RangeError)) throw error;
    report({
      code: 'document-limit',
      severity: 'error',
      message: 'the document is nested too deeply',
      at: { source, start: 0, end: 0 },
    });
    return undefined;
  }
}

export function emptyDocument(source: Source, offset: number): Diagnostic {
  return {
    code: 'empty-file',
    severity: 'error',
    message: 'there is nothing in this document',
    at: { source, start: offset, end: offset },
    help: 'a compose file needs at least `services:` or `name:`',
  };
}
