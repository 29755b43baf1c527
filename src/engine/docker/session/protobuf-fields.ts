/** One field of a message; numbers of all widths are given as a number, everything else as its bytes. */
export interface ProtobufField {
  readonly number: number;
  readonly value: number | Buffer;
}

/**
 * The fields of a protobuf message, in their order. Enough for BuildKit's status messages: a schema compiler
 * would cost more time to load than most builds take. Stops at what it does not know.
 */
export function* protobufFields(message: Buffer): Generator<ProtobufField> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; at < message.length; factor *= 128) {
      const byte = message.readUInt8(at++);
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) break;
    }
    return value;
  };
  while (at < message.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    switch (tag % 8) {
      case 0:
        yield { number, value: varint() };
        break;
      case 1:
        at += 8;
        break;
      case 2: {
        const length = varint();
        yield { number, value: message.subarray(at, at + length) };
        at += length;
        break;
      }
      case 5:
        at += 4;
        break;
      default:
        return;
    }
  }
}

/** The fields by their numbers; of one that is repeated, the last. */
export const fieldsByNumber = (message: Buffer): ReadonlyMap<number, number | Buffer> =>
  new Map([...protobufFields(message)].map(({ number, value }) => [number, value]));

/** What of a number is not a number itself, in its order: texts, bytes, and messages. */
export const partsOf = (message: Buffer, wanted: number): readonly Buffer[] =>
  [...protobufFields(message)].flatMap(({ number, value }) =>
    number === wanted && Buffer.isBuffer(value) ? [value] : [],
  );

/** A field that holds a text; empty where it is left out. */
export const textField = (message: Buffer, wanted: number): string =>
  String(partsOf(message, wanted)[0] ?? '');
