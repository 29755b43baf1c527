/** What a field may hold: numbers of all widths, text, bytes, or another message in its encoded form. */
export type ProtobufValue = number | bigint | string | Uint8Array;

/**
 * A protobuf message of fields in the order given. Numbers that are 0 and texts that are empty are left out, as is
 * what is undefined: that is how version 3 of the language has them. Builds make tens of thousands of them.
 */
export function protobufMessage(
  fields: readonly (readonly [number: number, value: ProtobufValue | undefined])[],
): Buffer {
  let size = 0;
  for (const [, value] of fields) size += roomFor(value);
  const message = Buffer.allocUnsafe(size);
  let at = 0;
  for (const [number, value] of fields) {
    if (isAbsent(value)) continue;
    switch (typeof value) {
      case 'number':
        at = writeVarint(message, writeVarint(message, at, number * 8), value);
        break;
      case 'bigint':
        at = writeBigVarint(message, writeVarint(message, at, number * 8), value);
        break;
      case 'string': {
        const length = Buffer.byteLength(value);
        at = writeVarint(message, writeVarint(message, at, number * 8 + 2), length);
        message.write(value, at);
        at += length;
        break;
      }
      default:
        at = writeVarint(message, writeVarint(message, at, number * 8 + 2), value.length);
        message.set(value, at);
        at += value.length;
    }
  }
  return message.subarray(0, at);
}

function isAbsent(value: ProtobufValue | undefined): value is undefined {
  return value === undefined || value === '' || value === 0 || value === 0n;
}

/** A tag, a length and a number each take ten bytes at the most. */
const most = 10;

function roomFor(value: ProtobufValue | undefined): number {
  if (isAbsent(value)) return 0;
  if (typeof value === 'number' || typeof value === 'bigint') return 2 * most;
  return 2 * most + (typeof value === 'string' ? Buffer.byteLength(value) : value.length);
}

/** @returns where the next byte goes */
function writeVarint(bytes: Buffer, start: number, value: number): number {
  if (value < 0) return writeBigVarint(bytes, start, BigInt(value));
  let at = start;
  let left = value;
  // Not with shifts, which would cut off what is beyond 32 bits.
  for (; left >= 0x80; left = Math.floor(left / 0x80)) bytes[at++] = (left % 0x80) + 0x80;
  bytes[at++] = left;
  return at;
}

/** Negative numbers are those of 64 bits. */
function writeBigVarint(bytes: Buffer, start: number, value: bigint): number {
  const whole = BigInt.asUintN(64, value);
  // Two halves that a number holds exactly.
  let low = Number(whole & 0xfffffffffffn);
  let high = Number(whole >> 44n);
  let at = start;
  for (
    ;
    high > 0 || low >= 0x80;
    low = Math.floor(low / 0x80) + (high % 0x80) * 2 ** 37, high = Math.floor(high / 0x80)
  )
    bytes[at++] = (low % 0x80) + 0x80;
  bytes[at++] = low;
  return at;
}
