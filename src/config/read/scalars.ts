import { parseByteSize } from '../format/byte-size.js';
import { formatDuration, parseDuration } from '../format/duration.js';
import { toFloat32 } from '../yaml/go-float.js';
import { type Place, type Reader, refuse } from './reader.js';

export const text: Reader<string> = ({ node }) =>
  node.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;

/** Anything but nothing, as a string. */
export const anyText: Reader<string> = ({ node }) =>
  node.kind === 'scalar' && node.value !== null ? node.text : undefined;

/** A text or a whole number, as a string. Floats are not numbers of anything here. */
export const textOrWhole: Reader<string> = (place) =>
  place.node.kind === 'scalar' && place.node.isFloat === true ? refuseFloat(place) : anyText(place);

/** As it is written: the text of `80.0` is that of `80`. */
export function refuseFloat(place: Place): undefined {
  const { source, start, end } = place.node.at;
  return refuse(place, `\`${source.text.slice(start, end)}\` is not a whole number`);
}

export const flag: Reader<boolean> = ({ node }) =>
  node.kind === 'scalar' && typeof node.value === 'boolean' ? node.value : undefined;

/** `true` written as a string counts too. */
export const looseFlag: Reader<boolean> = ({ node }) =>
  node.kind === 'scalar' && node.value !== null ? node.text === 'true' : undefined;

export const number: Reader<number> = ({ node }) =>
  node.kind === 'scalar' && typeof node.value === 'number' ? node.value : undefined;

/** A fraction is cut off. */
export const wholeNumber: Reader<number> = (place) => {
  const value = number(place);
  return value === undefined ? undefined : Math.trunc(value);
};

export const wholeNumberText: Reader<string> = (place) => {
  const value = wholeNumber(place);
  return value === undefined ? undefined : String(value);
};

export const processors: Reader<number> = (place) => {
  const value =
    place.node.kind === 'scalar' && place.node.value !== null ? Number(place.node.value) : undefined;
  if (value === undefined) return undefined;
  return Number.isFinite(value)
    ? toFloat32(value)
    : refuse(place, 'a number of processors is needed', { help: 'write a number such as `0.5` or `2`' });
};

export const duration: Reader<string> = (place) => {
  const written = text(place);
  if (written === undefined) return undefined;
  const value = parseDuration(written);
  if (value !== undefined) return formatDuration(value);
  const meant = durationMeant(written);
  return refuse(place, `\`${written}\` is not a duration`, {
    help: meant === undefined ? 'durations look like `30s`, `1m30s` or `1.5h`' : `write \`${meant}\``,
  });
};

/** `10 seconds`, `1min` and `10` have a reading that a person would agree with. */
function durationMeant(written: string): string | undefined {
  const found = /^(\d+(?:\.\d+)?) *(?:(ms|milli|s|m|h|d|w)[a-z]*)?$/i.exec(written.trim());
  if (found === null) return undefined;
  const unit = (found[2] ?? 's').toLowerCase();
  return `${found[1]}${unit === 'milli' ? 'ms' : unit}`;
}

function sizeMeant(written: string): string | undefined {
  const found = /^(\d+(?:\.\d+)?) *([kmgtp])(?:ega|iga|ilo|era|i)?(?:b|bytes?)?$/i.exec(written.trim());
  return found === null ? undefined : `${found[1]}${found[2]?.toLowerCase()}`;
}

/** A string of bytes. A whole number is taken as it is, so that `-1` can stand for no limit. */
export const byteSize: Reader<string> = (place) => {
  const { node } = place;
  if (node.kind !== 'scalar' || node.value === null || typeof node.value === 'boolean') return undefined;
  if (typeof node.value === 'number') {
    if (node.isFloat !== true && node.value < 2 ** 63) return node.text;
    place.reading.report({
      code: 'invalid-value',
      severity: 'warning',
      message: `\`${node.text}\` is not a number of bytes, and has no effect`,
      at: node.at,
      help: 'name a unit, as in `"1.5g"`',
    });
    return undefined;
  }
  const bytes = parseByteSize(node.value);
  if (bytes !== undefined) return String(bytes);
  return refuse(place, `\`${node.value}\` is not a size`, {
    help:
      sizeMeant(node.value) === undefined
        ? 'sizes look like `512k`, `64m` or `1.5g`'
        : `write \`${sizeMeant(node.value)}\``,
  });
};

/** A size, or `-1` for no limit, which docker compose prints as a string that it does not read itself. */
export const byteSizeOrUnlimited: Reader<string> = (place) => (text(place) === '-1' ? '-1' : byteSize(place));

/** As docker compose prints file modes: four octal digits. */
export const fileMode: Reader<string> = (place) => {
  const { node } = place;
  if (node.kind !== 'scalar' || node.value === null) return undefined;
  if (node.isFloat === true) return refuseFloat(place);
  const octal = /^[-+]?[0-7]+$/.test(node.text) ? Number.parseInt(node.text, 8) : Number.NaN;
  const value = typeof node.value === 'number' ? node.value : octal;
  if (Number.isInteger(value)) return `0${value.toString(8)}`;
  return refuse(place, `\`${node.text}\` is not a file mode`, { help: 'file modes look like `0440`' });
};

/** A string that must be one of a few. The schema has refused all others. */
export function word<Word extends string>(...allowed: readonly Word[]): Reader<Word> {
  return (place) => {
    const written = text(place);
    return allowed.find((candidate) => candidate === written);
  };
}
