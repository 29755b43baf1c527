import type { Scalar } from '../node.js';
import { goFloat } from './go-float.js';

export type PlainScalar = PlainValue | { readonly kind: 'timestamp'; readonly text: string };

export interface PlainValue {
  readonly kind: 'value';
  readonly value: Scalar;
  readonly text: string;
  readonly isFloat?: true;
}

const words: Readonly<Record<string, Scalar>> = {
  __proto__: null,
  '': null,
  '~': null,
  null: null,
  Null: null,
  NULL: null,
  true: true,
  True: true,
  TRUE: true,
  false: false,
  False: false,
  FALSE: false,
};

const integer = /^([-+]?)(?:0x([0-9a-f]+)|0o([0-7]+)|0b([01]+)|0([0-7]+)|(0|[1-9][0-9]*))$/i;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:e[-+]?[0-9]+)?$/i;
const infinity = /^[-+]?\.(?:inf|Inf|INF)$/;
const notANumber = /^\.(?:nan|NaN|NAN)$/;
/**
 * What an unquoted scalar means to docker compose, whose reader is neither YAML 1.1 nor the 1.2 core schema:
 * `yes` and `on` are strings, `010` and `0o10` are 8, `1_024` is 1024, `1:30` is a string.
 */
export function readPlainScalar(source: string): PlainScalar {
  const word = words[source];
  if (word !== undefined) return { kind: 'value', value: word, text: word === null ? '' : String(word) };
  const first = source.charCodeAt(0);
  const mayBeNumber = (first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d || first === 0x2e;
  if (!mayBeNumber) return { kind: 'value', value: source, text: source };
  const date = dateText(source);
  if (date !== undefined) return { kind: 'timestamp', text: date };
  return readNumber(source) ?? { kind: 'value', value: source, text: source };
}

function readNumber(source: string): PlainScalar | undefined {
  const digits = source.replaceAll('_', '');
  const whole = integer.exec(digits);
  if (whole) {
    const [, sign, hex, octal, binary, leadingZero, decimal] = whole;
    const magnitude =
      hex !== undefined
        ? BigInt(`0x${hex}`)
        : binary !== undefined
          ? BigInt(`0b${binary}`)
          : decimal !== undefined
            ? BigInt(decimal)
            : BigInt(`0o${octal ?? leadingZero ?? '0'}`);
    const exact = sign === '-' ? -magnitude : magnitude;
    // Beyond 64 bits Go reads a float.
    if (exact >= 2n ** 64n || exact < -(2n ** 63n)) return floatScalar(Number(exact));
    return { kind: 'value', value: Number(exact), text: exact.toString() };
  }
  // What is too large for a float stays text.
  if (float.test(digits) && Number.isFinite(Number(digits))) return floatScalar(Number(digits));
  if (infinity.test(source)) return floatScalar(source.startsWith('-') ? -Infinity : Infinity);
  if (notANumber.test(source)) return floatScalar(Number.NaN);
  return undefined;
}

function floatScalar(value: number): PlainScalar {
  return { kind: 'value', value, text: goFloat(value), isFloat: true };
}

const datePattern =
  /^(\d{4}-\d{1,2}-\d{1,2})(?:[Tt](\d{1,2}:\d{1,2}:\d{1,2})(\.\d+)?(Z|[-+]\d{2}:\d{2})| (\d{1,2}:\d{1,2}:\d{1,2})(\.\d+)?)?$/;

/** A date as Go prints it in JSON: with a time and a zone, and without zeros at the end of a fraction. */
function dateText(source: string): string | undefined {
  const found = datePattern.exec(source);
  if (found === null) return undefined;
  const [, day = '', zoned, zonedFraction, zone = 'Z', time = '0:0:0', fraction = ''] = found;
  const padded = `${padNumbers(day)}T${padNumbers(zoned ?? time)}`;
  if (!exists(padded)) return undefined;
  return `${padded}${(zonedFraction ?? fraction).replace(/\.?0*$/, '')}${zone}`;
}

/** The 30th of February does not. */
function exists(date: string): boolean {
  const time = Date.parse(`${date}Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

const padNumbers = (text: string): string => text.replace(/\d+/g, (digits) => digits.padStart(2, '0'));
