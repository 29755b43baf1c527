export interface Line {
  readonly index: number;
  /** Where the line begins, and where it ends without its line break. */
  readonly start: number;
  readonly end: number;
  readonly indent: number;
  /** Without the white space around it. */
  readonly content: string;
}

/** A text as a person sees it. Lines that are blank or hold only a comment say nothing and are passed over. */
export class Lines {
  readonly #lines: readonly Line[];

  constructor(text: string) {
    let start = 0;
    this.#lines = text.split('\n').map((raw, index) => {
      const written = raw.replace(/\r$/, '');
      const line = {
        index,
        start,
        end: start + written.length,
        indent: written.length - written.trimStart().length,
        content: written.trim(),
      };
      start += raw.length + 1;
      return line;
    });
  }

  /** The line that an offset is on; that of the last character for one behind the end. */
  at(offset: number): Line {
    let low = 0;
    let high = this.#lines.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#lines[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return this.#lines[low] ?? { index: 0, start: 0, end: 0, indent: 0, content: '' };
  }

  /** The lines above, the nearest first. */
  *above(line: Line): Generator<Line> {
    for (let index = line.index - 1; index >= 0; index--) {
      const other = this.#lines[index];
      if (other && saysSomething(other)) yield other;
    }
  }

  *below(line: Line): Generator<Line> {
    for (let index = line.index + 1; index < this.#lines.length; index++) {
      const other = this.#lines[index];
      if (other && saysSomething(other)) yield other;
    }
  }

  /** How many spaces a level of this text is, going by the least that is there. */
  step(): number {
    const indents = this.#lines.filter(saysSomething).map(({ indent }) => indent);
    return Math.min(...new Set(indents.filter((indent) => indent > 1)), 4);
  }

  between(first: Line, end: Line): Line[] {
    return [...this.above(end)].filter(({ index }) => index >= first.index).reverse();
  }

  next(line: Line): Line | undefined {
    return this.below(line).next().value ?? undefined;
  }

  previous(line: Line): Line | undefined {
    return this.above(line).next().value ?? undefined;
  }

  /** How many keys have neither a value nor anything below them. */
  emptyKeys(): number {
    return this.#lines.filter((line) => {
      const next = line.content.endsWith(':') ? this.next(line) : line;
      return next === undefined || (next !== line && next.indent <= line.indent && !isItem(next));
    }).length;
  }

  /** This line and those right below it that begin in the same column; deeper ones in between belong to them. */
  neighbours(line: Line): Line[] {
    const found = [line];
    for (const other of this.below(line)) {
      if (other.indent < line.indent) break;
      if (other.indent === line.indent) found.push(other);
    }
    return found;
  }
}

function saysSomething({ content }: Line): boolean {
  return content !== '' && !content.startsWith('#');
}

/** The key that a line begins with, behind the dashes of a list, and where it stands. */
export function keyOf(line: Line): { readonly name: string; readonly column: number } | undefined {
  const found = /^((?:- +)*)(?:"([^"]*)"|'([^']*)'|([^\s"'#{}[\],][^:]*?)) *:(?= |$)/.exec(line.content);
  if (found === null) return undefined;
  const name = found[2] ?? found[3] ?? found[4] ?? '';
  return { name, column: line.indent + (found[1]?.length ?? 0) };
}

export function isItem(line: Line): boolean {
  return line.content === '-' || line.content.startsWith('- ');
}
