import { isTrue, textOf } from './template-values.js';

type TemplateFunction = (...args: readonly unknown[]) => unknown;

/** Those of Go's templates and of Docker's, as far as they make sense for a list. */
export const templateFunctions: Readonly<Record<string, TemplateFunction>> = {
  json: (value) => JSON.stringify(value ?? null),
  upper: (value) => textOf(value).toUpperCase(),
  lower: (value) => textOf(value).toLowerCase(),
  title: (value) =>
    textOf(value).replace(/(^|\s)(\S)/g, (_, gap: string, first: string) => gap + first.toUpperCase()),
  join: (list, separator) => listOf(list).map(textOf).join(textOf(separator)),
  split: (text, separator) => textOf(text).split(textOf(separator)),
  println: (...values) => `${values.map(textOf).join(' ')}\n`,
  print: (...values) => values.map(textOf).join(''),
  printf: (format, ...values) => formatted(textOf(format), values),
  truncate: (text, length) => [...textOf(text)].slice(0, Number(length)).join(''),
  pad: (text, before, after) =>
    textOf(text) === '' ? '' : ' '.repeat(Number(before)) + textOf(text) + ' '.repeat(Number(after)),
  len: (value) => (typeof value === 'string' ? Buffer.byteLength(value) : listOf(value).length),
  index: (value, ...keys) => keys.reduce(at, value),
  slice: (value, from, to) =>
    typeof value === 'string' || Array.isArray(value)
      ? value.slice(Number(from ?? 0), to === undefined ? undefined : Number(to))
      : value,
  eq: (first, ...others) => others.some((other) => isSame(first, other)),
  ne: (left, right) => !isSame(left, right),
  lt: (left, right) => compare(left, right) < 0,
  le: (left, right) => compare(left, right) <= 0,
  gt: (left, right) => compare(left, right) > 0,
  ge: (left, right) => compare(left, right) >= 0,
  not: (value) => !isTrue(value),
  and: (...values) => values.find((value) => !isTrue(value)) ?? values.at(-1),
  or: (...values) => values.find(isTrue) ?? values.at(-1),
};

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

/** A key that a map does not have stands for nothing. */
const at = (value: unknown, key: unknown): unknown => {
  if (Array.isArray(value)) return value[Number(key)];
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.hasOwn(value, String(key)) ? Reflect.get(value, String(key)) : '';
};

const isSame = (left: unknown, right: unknown): boolean =>
  left === right || (typeof left === typeof right && textOf(left) === textOf(right));

function compare(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  const [first, second] = [textOf(left), textOf(right)];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** `%s`, `%q`, `%d`, `%v` and `%t`, with a width; `%%`. */
function formatted(format: string, values: readonly unknown[]): string {
  let next = 0;
  return format.replace(/%(-?)(\d*)([sqdvt%])/g, (_, left: string, width: string, verb: string) => {
    if (verb === '%') return '%';
    const value = values[next];
    next += 1;
    const text = verb === 'q' ? JSON.stringify(textOf(value)) : textOf(value);
    return left === '-' ? text.padEnd(Number(width)) : text.padStart(Number(width));
  });
}
