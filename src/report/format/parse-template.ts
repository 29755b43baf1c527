import { TemplateError } from './template-error.js';

/** A Go template as far as people use it to format lists. */
export type Template = readonly TemplateNode[];

export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'print'; readonly value: Pipeline }
  | {
      readonly kind: 'if' | 'range' | 'with';
      readonly value: Pipeline;
      readonly body: Template;
      readonly otherwise: Template;
    };

/** Each call has what comes before it as its last argument. */
export type Pipeline = readonly Call[];

/** A function with its arguments, or one operand. */
export type Call = readonly Operand[];

export type Operand =
  /** `.Labels.x`; an empty path is the thing itself. */
  | { readonly kind: 'field'; readonly of: 'dot' | 'root' | Pipeline; readonly path: readonly string[] }
  | { readonly kind: 'value'; readonly value: string | number | boolean | undefined }
  | { readonly kind: 'function'; readonly name: string };

type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'action'; readonly words: readonly string[]; readonly source: string };

/** Throws a `TemplateError` that shows the part which is not understood. */
export function parseTemplate(text: string): Template {
  const tokens = tokenize(text);
  let next = 0;

  function body(ends: readonly string[]): { readonly nodes: Template; readonly end: string | undefined } {
    const nodes: TemplateNode[] = [];
    for (;;) {
      const token = tokens[next];
      if (token === undefined) return { nodes, end: undefined };
      next += 1;
      if (token.kind === 'text') {
        nodes.push(token);
        continue;
      }
      const [keyword = ''] = token.words;
      if (ends.includes(keyword)) return { nodes, end: token.words.join(' ') };
      if (keyword === 'if' || keyword === 'range' || keyword === 'with') nodes.push(block(keyword, token));
      else if (keyword === 'end' || keyword === 'else')
        throw new TemplateError(`unexpected {{${keyword}}}`, token.source);
      else nodes.push({ kind: 'print', value: pipelineOf(token.words, token.source) });
    }
  }

  function block(kind: 'if' | 'range' | 'with', { words, source }: Token & { kind: 'action' }): TemplateNode {
    const value = pipelineOf(words.slice(1), source);
    const { nodes, end } = body(['else', 'end']);
    if (end === undefined) throw new TemplateError(`{{${kind}}} without {{end}}`, source);
    const chained = /^else if (.*)$/.exec(end)?.[1];
    if (chained !== undefined) {
      const inner = block('if', { kind: 'action', words: wordsOf(`if ${chained}`, source), source });
      return { kind, value, body: nodes, otherwise: [inner] };
    }
    if (end === 'end') return { kind, value, body: nodes, otherwise: [] };
    const otherwise = body(['end']);
    if (otherwise.end === undefined) throw new TemplateError(`{{${kind}}} without {{end}}`, source);
    return { kind, value, body: nodes, otherwise: otherwise.nodes };
  }

  return body([]).nodes;
}

function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let rest = text;
  let trimsNext = false;
  const addText = (part: string, trimsEnd: boolean): void => {
    const start = trimsNext ? part.trimStart() : part;
    const trimmed = trimsEnd ? start.trimEnd() : start;
    if (trimmed !== '') tokens.push({ kind: 'text', text: trimmed });
  };
  for (;;) {
    const start = rest.indexOf('{{');
    if (start === -1) {
      addText(rest, false);
      return tokens;
    }
    const action = /^\{\{(-(?=\s))?((?:"(?:\\.|[^"\\])*"|`[^`]*`|[^}"`]|\}(?!\}))*?)((?<=\s)-)?\}\}/.exec(
      rest.slice(start),
    );
    if (action === null) throw new TemplateError('unclosed action', rest.slice(start));
    const [source, trimsBefore, inner = '', trimsAfter] = action;
    addText(rest.slice(0, start), trimsBefore !== undefined);
    if (!/^\s*\/\*.*\*\/\s*$/s.test(inner)) {
      const words = wordsOf(inner, source);
      if (words.length === 0) throw new TemplateError('missing value for command', source);
      tokens.push({ kind: 'action', words, source });
    }
    rest = rest.slice(start + source.length);
    trimsNext = trimsAfter !== undefined;
  }
}

const word = /\s+|"(?:\\.|[^"\\])*"|`[^`]*`|[()|]|[^\s()|"`]+/gy;

function wordsOf(inner: string, source: string): readonly string[] {
  const words: string[] = [];
  word.lastIndex = 0;
  while (word.lastIndex < inner.length) {
    const found = word.exec(inner);
    if (found === null) throw new TemplateError('unterminated quoted string', source);
    if (found[0].trim() !== '') words.push(found[0]);
  }
  return words;
}

/** Of the words of an action, or of what is between parentheses. */
function pipelineOf(words: readonly string[], source: string): Pipeline {
  let next = 0;

  function pipeline(): Pipeline {
    const calls: Operand[][] = [[]];
    for (; next < words.length && words[next] !== ')'; next += 1) {
      if (words[next] === '|') calls.push([]);
      else calls.at(-1)?.push(operand(words[next] ?? ''));
    }
    if (calls.some((call) => call.length === 0)) throw new TemplateError('missing value for command', source);
    return calls;
  }

  function operand(text: string): Operand {
    if (text === '(') {
      next += 1;
      const of = pipeline();
      if (words[next] !== ')') throw new TemplateError('unclosed left paren', source);
      const path = /^\.\S+$/.test(words[next + 1] ?? '') ? fieldPath(words[++next] ?? '') : [];
      return { kind: 'field', of, path };
    }
    if (text.startsWith('"')) return { kind: 'value', value: unquoted(text, source) };
    if (text.startsWith('`')) return { kind: 'value', value: text.slice(1, -1) };
    if (/^[+-]?\d/.test(text)) return { kind: 'value', value: Number(text) };
    if (text === 'true' || text === 'false') return { kind: 'value', value: text === 'true' };
    if (text === 'nil') return { kind: 'value', value: undefined };
    if (/^\.(?:[\w]+(?:\.[\w]+)*)?$/.test(text)) return { kind: 'field', of: 'dot', path: fieldPath(text) };
    if (/^\$(?:\.[\w]+)*$/.test(text)) return { kind: 'field', of: 'root', path: fieldPath(text.slice(1)) };
    if (/^[A-Za-z]\w*$/.test(text)) return { kind: 'function', name: text };
    throw new TemplateError(`unexpected ${text}`, source);
  }

  const result = pipeline();
  if (next < words.length) throw new TemplateError('unexpected right paren', source);
  return result;
}

const fieldPath = (text: string): readonly string[] => text.split('.').filter((name) => name !== '');

function unquoted(text: string, source: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    throw new TemplateError('a string that is not one', source);
  }
}
