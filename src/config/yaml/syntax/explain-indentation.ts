import { attributePlaces } from '../../generated/attribute-places.js';
import { aboutLine, type Explanation, type Symptom, type SyntaxFinding } from './finding.js';
import { isItem, keyOf, type Line } from './lines.js';
import type { Edit } from './mended-text.js';

/** Tabs are not white space to YAML. How many spaces one stands for is tried out by whoever reads on. */
export function tabs({ text, lines, line }: Symptom, width: number): SyntaxFinding | undefined {
  const indentation = (other: Line) => text.slice(other.start, other.start + other.indent);
  if (!indentation(line).includes('\t')) return undefined;
  const first = line.start + indentation(line).indexOf('\t');
  const affected = [line, ...lines.below(line)].filter((other) => indentation(other).includes('\t'));
  const others = affected.length - 1;
  const also =
    others === 0 ? '' : `, ${others === 1 ? 'as is one other line' : `as are ${others} other lines`} below`;
  return {
    message: `this line is indented with a tab${also}; YAML allows only spaces`,
    start: first,
    end: first + 1,
    help: 'replace each tab by spaces, as many as the lines around it are indented with',
    repair: affected.map((other) => ({
      start: other.start,
      end: other.start + other.indent,
      text: indentation(other).replaceAll('\t', ' '.repeat(width)),
    })),
  };
}

/** A key below a value: `image: nginx` and, deeper, `ports:`. */
export const deeperThanValue: Explanation = (symptom) => {
  const { code, line, lines } = symptom;
  if (code !== 'BLOCK_AS_IMPLICIT_KEY' && code !== 'MULTILINE_IMPLICIT_KEY') return undefined;
  const above = keyOf(line);
  const below = lines.next(line);
  const key = below && keyOf(below);
  if (!below || !key || !above || below.indent <= above.column || isItem(below)) return undefined;
  const slipped = slippedFirst(symptom, line, below) ?? slippedOut(symptom, line, below);
  if (slipped) return slipped;
  const wrong = lines.neighbours(below);
  return {
    message: `\`${key.name}\` is indented deeper than \`${above.name}\`, which has a value already`,
    ...keyPlace(below, key),
    help: `${indentWith(above.column)}, so that it stands below \`${above.name}\` in the same column${andFollowing(wrong)}${below.indent >= above.column + 2 ? '; or write the key that it belongs to above it' : ''}`,
    repair: wrong.map((other) => reindent(other, above.column)),
  };
};

/** One line that is not indented like those around it: it, and not the line below, is in the wrong place. */
function slippedOut(symptom: Symptom, line: Line, below: Line): SyntaxFinding | undefined {
  const { lines } = symptom;
  const previous = lines.previous(line);
  if (previous === undefined || isItem(line)) return undefined;
  const parent = previous.content.endsWith(':') ? keyOf(previous) : undefined;
  const wantsMore = parent !== undefined && previous.indent === line.indent;
  const liesDeeper = previous.indent > line.indent && columnsAbove(symptom, line).includes(below.indent);
  if (!wantsMore && !liesDeeper) return undefined;
  const column = wantsMore
    ? below.indent
    : parent
      ? previous.indent + 2
      : (keyOf(previous)?.column ?? previous.indent);
  const name = keyOf(line)?.name;
  return {
    message: `\`${name}\` is ${line.indent === 0 ? 'not indented' : `indented by ${spaces(line.indent)}`}, but what is above and below it is indented deeper`,
    ...keyPlace(line, keyOf(line)),
    help: `${indentWith(column)}, ${wantsMore ? `so that it belongs to \`${parent?.name}\`` : `like the line above`}`,
    repair: [reindent(line, column)],
  };
}

/** An attribute that slipped out of its service looks like the next service, and ends the one it was part of. */
function slippedAttribute(symptom: Symptom, line: Line): SyntaxFinding | undefined {
  const outer = [...symptom.lines.above(line)].find(({ indent }) => indent < line.indent);
  const key = outer && keyOf(outer);
  if (!outer || !key || isItem(outer) || !attributePlaces.get(key.name)?.includes('services.*'))
    return undefined;
  if (!columnsAbove(symptom, outer).includes(line.indent)) return undefined;
  return {
    message: `\`${key.name}\` is indented by ${spaces(outer.indent)}, but what is above and below it is indented deeper`,
    ...keyPlace(outer, key),
    help: `${indentWith(line.indent)}, like \`${keyOf(line)?.name ?? line.content}\` below it`,
    repair: [reindent(outer, line.indent)],
  };
}

/** The columns in which the parts begin that a line comes after, the innermost first, down to its own. */
function columnsAbove({ lines }: Symptom, line: Line): number[] {
  const columns: number[] = [];
  for (const other of lines.above(line)) {
    const indent = isItem(other) ? (keyOf(other)?.column ?? Number.POSITIVE_INFINITY) : other.indent;
    if (other.indent <= line.indent) break;
    if (indent < (columns.at(-1) ?? Number.POSITIVE_INFINITY)) columns.push(indent);
  }
  return columns;
}

/** The first of several lines below a key is not where the others are: it is the odd one, not they. */
function slippedFirst({ lines }: Symptom, first: Line, later: Line): SyntaxFinding | undefined {
  const parent = lines.previous(first);
  if (parent === undefined || !parent.content.endsWith(':') || first.indent === later.indent)
    return undefined;
  const column = keyOf(parent)?.column ?? parent.indent;
  const least = isItem(later) ? column : column + 1;
  if (first.indent < least || later.indent < least) return undefined;
  const part = lines.between(first, later);
  const alike = part.filter(({ indent }) => indent === first.indent).length;
  const group = lines.neighbours(later);
  const others = group.filter((line) => isItem(line) === isItem(later)).length;
  const after = [...lines.below(later)].find(({ indent }) => indent < later.indent);
  // Lines further down that begin where the first does say that it is right.
  if (after?.indent === first.indent && first.indent > column) return undefined;
  const step = lines.step();
  const isOdd = first.indent - column !== step && later.indent - column === step;
  if (alike > others || (alike === others && !isOdd)) return undefined;
  const shift = later.indent - first.indent;
  const name = keyOf(first)?.name;
  return {
    message: `${name === undefined ? 'this item' : `\`${name}\``} is indented by ${spaces(first.indent)}, but what follows it by ${later.indent}`,
    ...(name === undefined ? aboutLine(first) : keyPlace(first, keyOf(first))),
    help: indentWith(later.indent),
    repair: part.map((line) => reindent(line, Math.max(0, line.indent + shift))),
  };
}

/** The line right below the key that a line and those above it belong to. */
function firstBelowParent({ lines }: Symptom, line: Line): Line | undefined {
  let first: Line | undefined;
  for (const other of lines.above(line)) {
    if (other.indent < line.indent || (isItem(line) && !isItem(other) && other.indent <= line.indent))
      return first;
    first = other;
  }
  return undefined;
}

/** A line that begins in a column in which none of the lines above begins. */
export const fitsNoLine: Explanation = (symptom) => {
  const { code, message, line, lines } = symptom;
  if (code !== 'BAD_INDENT' || !message.startsWith('All mapping items')) return undefined;
  const sameColumn = firstAbove(symptom, line, (other) => other.indent === line.indent);
  if (sameColumn && isItem(sameColumn)) return amongItems(symptom, line, sameColumn);
  const attribute = slippedAttribute(symptom, line);
  if (attribute) return attribute;
  const first = firstBelowParent(symptom, line);
  const slipped = first && slippedFirst(symptom, first, line);
  if (slipped) return slipped;
  const beside = bestColumn(symptom, line);
  if (beside === undefined) return undefined;
  const name = keyOf(line)?.name;
  const wrong = lines.neighbours(line);
  return {
    message: `${name === undefined ? 'this line' : `\`${name}\``} is indented by ${spaces(line.indent)}, which fits none of the lines above`,
    ...(keyOf(line) ? keyPlace(line, keyOf(line)) : aboutLine(line)),
    help: `${indentWith(beside.column)}, like \`${beside.name}\`${andFollowing(wrong)}`,
    repair: wrong.map((other) => reindent(other, beside.column)),
  };
};

/** Something without a dash where the items of a list begin. */
function amongItems(symptom: Symptom, line: Line, item: Line): SyntaxFinding {
  const { lines, text } = symptom;
  const key = keyOf(line);
  const itemKey = keyOf(item);
  const start = line.start + line.indent;
  const wrong = lines.neighbours(line).filter((other) => !isItem(other));
  if (key !== undefined && itemKey !== undefined) {
    return {
      message: `\`${key.name}\` stands below the \`-\` of the list, not below \`${itemKey.name}\``,
      ...keyPlace(line, key),
      help: `${indentWith(itemKey.column)}, like \`${itemKey.name}\`${andFollowing(wrong)}`,
      repair: wrong.map((other) => reindent(other, itemKey.column)),
    };
  }
  if (key !== undefined && /[=]/.test(item.content)) {
    const value = text.slice(start, line.end).replace(/^[^:]*:\s*/, '');
    if (value !== '' && !/^[|>[{&*]/.test(value)) {
      const written = `- ${key.name}=${value.replace(/^(["'])(.*)\1$/, '$2')}`;
      return {
        message: `\`${key.name}\` is written as a key, but the lines above are items of a list`,
        ...keyPlace(line, key),
        help: `write \`${written}\``,
        repair: [{ start, end: line.end, text: written }],
      };
    }
  }
  if (key !== undefined) {
    const parent = firstAbove(symptom, item, (other) => other.indent < item.indent);
    const column = parent && keyOf(parent)?.column;
    return {
      message: `\`${key.name}\` is written as a key, but the lines above are items of a list`,
      ...keyPlace(line, key),
      help:
        parent === undefined || column === undefined
          ? 'write it as an item: `- …`'
          : `${indentWith(column)} if it belongs beside \`${keyOf(parent)?.name}\`; begin the line with \`- \` if it belongs to the list`,
      ...(column !== undefined && { repair: wrong.map((other) => reindent(other, column)) }),
    };
  }
  return {
    message: 'a `-` is missing: the lines above are items of a list',
    start,
    end: line.end,
    help: `write \`- ${line.content}\``,
    repair: [{ start, end: start, text: '- ' }],
  };
}

/** An item of a list where there cannot be one. */
export const strayItem: Explanation = (symptom) => {
  const { code, message, text, lines, offset } = symptom;
  if (code !== 'BLOCK_AS_IMPLICIT_KEY' || !message.startsWith('A block sequence')) return undefined;
  const at = lines.at(offset);
  const line = isItem(at) ? at : lines.next(at);
  if (line === undefined || !isItem(line)) return undefined;
  const above = lines.previous(line);
  const key = above && keyOf(above);
  const start = line.start + line.indent;
  const first = firstBelowParent(symptom, line);
  if (first && isItem(first) && first.indent > line.indent) {
    const slipped = slippedFirst(symptom, first, line);
    if (slipped) return slipped;
    const items = lines.neighbours(line).filter(isItem);
    return {
      message: `this item is indented by ${spaces(line.indent)}, but those above by ${first.indent}`,
      ...aboutLine(line),
      help: `${indentWith(first.indent)}${andFollowing(items)}`,
      repair: items.map((item) => reindent(item, first.indent)),
    };
  }
  if (above && key && above.content.endsWith(':')) {
    const items = lines.neighbours(line).filter(isItem);
    return {
      message: `this item is indented less than \`${key.name}\`, whose list it belongs to`,
      ...aboutLine(line),
      help: `${indentWith(key.column + 2)}${andFollowing(items)}`,
      repair: items.map((item) => reindent(item, key.column + 2)),
    };
  }
  const pair = /^- +["']?([\w.-]+) *[=:] *(.*?)["']?$/.exec(line.content);
  const written = pair === null ? undefined : `${pair[1]}: ${pair[2]}`;
  return {
    message: 'this is an item of a list, but the lines above are keys with values',
    ...aboutLine(line),
    ...(written === undefined
      ? { help: 'write all of them as items, or all as keys' }
      : {
          help: `write \`${written}\``,
          repair: [{ start, end: start + text.slice(start, line.end).length, text: written }],
        }),
  };
};

/** The column of a key above that the line was most likely meant for: the nearest, the deeper one of two. */
function bestColumn(symptom: Symptom, line: Line) {
  const columns: { readonly column: number; readonly name: string }[] = [];
  let limit = Number.POSITIVE_INFINITY;
  for (const other of symptom.lines.above(line)) {
    const key = keyOf(other);
    if (other.indent >= limit) continue;
    limit = other.indent;
    if (key) columns.push(key);
    if (limit === 0) break;
  }
  const name = keyOf(line)?.name ?? '';
  const below = symptom.lines.next(line);
  // What stands below the line has to stay below it.
  const limitOfBelow =
    line.content.endsWith(':') && below && below.indent > line.indent
      ? below.indent + (isItem(below) ? 1 : 0)
      : Number.POSITIVE_INFINITY;
  if (line.indent <= 1 && sections.has(name)) return columns.find(({ column }) => column === 0);
  return columns
    .filter(({ column }) => column < limitOfBelow)
    .sort(
      (a, b) => Math.abs(a.column - line.indent) - Math.abs(b.column - line.indent) || b.column - a.column,
    )[0];
}

const sections = new Set(['services', 'networks', 'volumes', 'configs', 'secrets', 'models', 'include']);

function firstAbove({ lines }: Symptom, line: Line, holds: (other: Line) => boolean): Line | undefined {
  for (const other of lines.above(line)) {
    if (holds(other)) return other;
    if (other.indent < line.indent) return undefined;
  }
  return undefined;
}

function keyPlace(line: Line, key: ReturnType<typeof keyOf>) {
  const start = line.start + (key?.column ?? line.indent);
  return { start, end: start + (key?.name.length ?? 1) };
}

function reindent(line: Line, column: number): Edit {
  return { start: line.start, end: line.start + line.indent, text: ' '.repeat(column) };
}

function indentWith(column: number): string {
  return column === 0 ? 'write it at the left margin' : `indent it with ${spaces(column)}`;
}

function andFollowing(lines: readonly Line[]): string {
  const last = lines.at(-1);
  return last === undefined || lines.length === 1 ? '' : `, and so on down to line ${last.index + 1}`;
}

function spaces(count: number): string {
  return count === 1 ? '1 space' : `${count} spaces`;
}
