import { type ErrorCode, isScalar, parseAllDocuments, type YAMLParseError } from 'yaml';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Source } from '../../diagnostics/source.js';
import type { Node } from '../node.js';
import type { Report } from '../report.js';
import { composeNodes } from './compose-nodes.js';

/** Largest compose file that is read, in bytes. Files of thousands of services stay far below it. */
export const maxDocumentBytes = 16 * 1024 * 1024;

export interface ParsedDocuments {
  readonly nodes: readonly Node[];
  /** `false`: something could not be read, so what seems to be missing may be in there. */
  readonly complete: boolean;
}

/**
 * One parse of one text: its documents as trees with places. Several documents (`---`) in a file are merged like
 * several files. Documents that cannot be read are reported and left out.
 */
export function parseDocuments(source: Source, report: Report): ParsedDocuments {
  const documents = parse(source, report);
  if (documents === undefined) return { nodes: [], complete: false };
  const nodes: Node[] = [];
  for (const document of documents) {
    const [error] = document.errors;
    if (error) {
      // The parser goes on after an error, but what it says then mostly follows from the first one.
      report(syntaxError(source, error));
      continue;
    }
    if (document.contents === null || (isScalar(document.contents) && document.contents.source === '')) {
      report(emptyDocument(source, document.range[0]));
      continue;
    }
    const node = composeNodes(document.contents, source, report);
    if (node) nodes.push(node);
  }
  return { nodes, complete: nodes.length === documents.length };
}

function parse(source: Source, report: Report) {
  try {
    const documents = parseAllDocuments(source.text, {
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

const explanations: Partial<Record<ErrorCode, string>> = {
  BAD_INDENT: 'the indentation does not fit the lines around it',
  MISSING_CHAR: 'a character is missing here',
  MULTILINE_IMPLICIT_KEY: 'a key must be on one line; is a colon or a quote missing?',
  BLOCK_AS_IMPLICIT_KEY: 'a nested mapping cannot start on this line; is the indentation right?',
  BAD_ALIAS: 'this alias is not valid',
  BAD_SCALAR_START: 'an unquoted value cannot start with this character',
};

function syntaxError(source: Source, error: YAMLParseError): Diagnostic {
  const [start, end] = error.pos;
  const explanation = explanations[error.code];
  const tab = error.code === 'TAB_AS_INDENT';
  return {
    code: 'yaml-syntax',
    severity: 'error',
    message: explanation === undefined ? lowerFirst(error.message) : `${explanation} (${error.message})`,
    at: { source, start, end },
    ...(tab && { help: 'indent with spaces' }),
  };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
