export interface ShellWords {
  readonly words: readonly string[];
  /** Offset of the unquoted `;`, `&`, `|`, `<` or `>` at which the command ends, when there is more after it. */
  readonly endedAt?: number;
}

/**
 * Splits a command as docker compose does: quotes and backslashes as in a shell, no expansion of anything.
 * Undefined if a quote is not closed, or for parentheses, which only a shell understands.
 */
export function splitShellWords(text: string): ShellWords | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote: '"' | "'" | '`' | ')' | undefined;

  for (let position = 0; position < text.length; position++) {
    const char = text[position] ?? '';
    if (char === '\\' && quote !== "'") {
      position++;
      if (position === text.length) return undefined;
      word = (word ?? '') + text[position];
    } else if (quote === '"' || quote === "'") {
      if (char === quote) quote = undefined;
      else word = (word ?? '') + char;
    } else if (quote === '`' || quote === ')') {
      // What a shell would run and replace stays as it is written, in one word.
      if (char === quote) quote = undefined;
      word = (word ?? '') + char;
    } else if (/[ \t\r\n]/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (char === '`') {
      quote = char;
      word = (word ?? '') + char;
    } else if (char === '(' && word?.endsWith('$')) {
      quote = ')';
      word += char;
    } else if (char === '(' || char === ')') {
      return undefined;
    } else if (';&|<>'.includes(char)) {
      // The digits before a redirection belong to it: `2>file`.
      if (word !== undefined && !(char === '>' && /^\d/.test(word))) words.push(word);
      return { words, endedAt: position };
    } else {
      word = (word ?? '') + char;
    }
  }
  if (quote !== undefined) return undefined;
  if (word !== undefined) words.push(word);
  return { words };
}
