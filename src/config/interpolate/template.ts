/**
 * Expressions of the Compose Specification, "Interpolation": `$NAME`, `${NAME}`, and `${NAME<operator>word}` with
 * the operators `:-` `-` `:?` `?` `:+` `+`, whose word may hold expressions again. `$$` is a dollar sign.
 */
export type Lookup = (name: string) => string | undefined;

export type TemplateProblem =
  | {
      readonly kind: 'syntax';
      readonly start: number;
      readonly end: number;
      readonly message: string;
      readonly help: string;
    }
  | {
      readonly kind: 'required';
      readonly start: number;
      readonly end: number;
      readonly name: string;
      readonly message: string;
    }
  | { readonly kind: 'unset'; readonly start: number; readonly end: number; readonly name: string };

export interface Substitution {
  readonly text: string;
  /** Offsets count from the start of the template. */
  readonly problems: readonly TemplateProblem[];
  /** In the order in which they end, those within the words of others included. */
  readonly expressions: readonly Expression[];
}

export interface Expression {
  readonly name: string;
  /** With the word after it as it is written. */
  readonly operator?: { readonly sign: string; readonly word: string };
}

const namePattern = /[A-Za-z_][A-Za-z0-9_]*/y;
const operatorPattern = /:?[-?+]/y;

export function substitute(template: string, lookup: Lookup): Substitution {
  const problems: TemplateProblem[] = [];
  const expressions: Expression[] = [];
  let position = 0;
  const text = readWord(false, false);
  return { text, problems, expressions };

  /** Reads up to the end, or up to the `}` that ends the expression around it. */
  function readWord(nested: boolean, unused: boolean): string {
    let word = '';
    while (position < template.length) {
      if (nested && template[position] === '}') break;
      const next = template.indexOf('$', position);
      const close = nested ? template.indexOf('}', position) : -1;
      const end = Math.min(...[next, close].filter((found) => found !== -1), template.length);
      word += template.slice(position, end);
      position = end;
      if (template[position] === '$') word += readExpression(unused);
    }
    return word;
  }

  function readExpression(unused: boolean): string {
    const start = position;
    position++;
    if (template[position] === '$') {
      position++;
      return '$';
    }
    if (template[position] === '{') return readBraced(start, unused);
    const name = match(namePattern);
    return name === undefined ? '$' : expand(name, start, unused);
  }

  function readBraced(start: number, unused: boolean): string {
    position++;
    const name = match(namePattern);
    const operator = name === undefined ? undefined : match(operatorPattern);
    if (name === undefined || (operator === undefined && template[position] !== '}')) {
      return skipInvalid(start);
    }
    if (operator === undefined) {
      position++;
      return expand(name, start, unused);
    }
    return applyOperator(name, operator, start, unused);
  }

  function applyOperator(name: string, operator: string, start: number, unused: boolean): string {
    const value = lookup(name);
    const given = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
    const kind = operator.at(-1);
    const needsWord = kind === '+' ? given : !given;
    const wordStart = position;
    const word = readWord(true, unused || !needsWord);
    if (template[position] !== '}') return skipInvalid(start);
    expressions.push({ name, operator: { sign: operator, word: template.slice(wordStart, position) } });
    position++;
    if (kind === '+') return given ? word : '';
    if (given) return value ?? '';
    if (kind === '?') problems.push({ kind: 'required', start, end: position, name, message: word });
    return kind === '?' ? '' : word;
  }

  function expand(name: string, start: number, unused: boolean): string {
    expressions.push({ name });
    const value = lookup(name);
    if (value === undefined && !unused) problems.push({ kind: 'unset', start, end: position, name });
    return value ?? '';
  }

  function skipInvalid(start: number): string {
    const close = template.indexOf('}', start);
    position = close === -1 ? template.length : close + 1;
    const message =
      close === -1
        ? 'this `${` is not closed'
        : `\`${template.slice(start, position)}\` is not a valid expression`;
    problems.push({
      kind: 'syntax',
      start,
      end: position,
      message,
      help: helpFor(template.slice(start, position)),
    });
    return '';
  }

  function match(pattern: RegExp): string | undefined {
    pattern.lastIndex = position;
    const found = pattern.exec(template)?.[0];
    if (found !== undefined) position += found.length;
    return found;
  }
}

/** What was probably meant by an expression that is none. */
function helpFor(written: string): string {
  const literal = `$${written}`;
  const name = /^\$\{\s*([A-Za-z_]\w*)/.exec(written)?.[1];
  if (!written.endsWith('}'))
    return name === undefined
      ? 'write `$$` for a literal dollar sign'
      : `write \`\${${name}}\`, or \`$\${\` if a dollar sign is meant`;
  const fallback = /^\$\{([A-Za-z_]\w*)\s*:?=(.*)\}$/.exec(written);
  if (fallback) return `for a default, write \`\${${fallback[1]}:-${fallback[2]}}\``;
  if (/^\$\{\s*[A-Za-z_]\w*\s*\}$/.test(written)) return `write it without spaces: \`\${${name}}\``;
  if (/^\$\{\{/.test(written))
    return `this is not the syntax of compose files; write \`\${NAME}\`, or \`${literal}\` for the text itself`;
  if (/^\$\{[#!]?[A-Za-z_]\w*(?:[#%^,@/[*]|:\d|\})/.test(written))
    return `only a shell understands this; to leave it to one in the container, write \`${literal}\``;
  return `a name has only letters, digits and \`_\`; for the text itself, write \`${literal}\``;
}
