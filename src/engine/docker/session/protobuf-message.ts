/** What a field may hold: numbers of all widths, text, bytes, or another message in its encoded form. */
export type ProtobufValue = number | bigint | string | Uint8Array;

/**
 * A protobuf message of fields in the order given. Numbers that are 0 and texts that are empty are left out, as is
 * what is undefined: that is how version 3 of the language has them.
 */
export function protobufMessage(
  fields: readonly (readonly [number: number, value: ProtobufValue | undefined])[],
): Buffer {
  const parts: Buffer[] = [];
  for (const [number, value] of fields) {
    if (value === undefined || value === '' || value === 0 || value === 0n) continue;
    if (typeof value === 'number' || typeof value === 'bigint') {
      parts.push(varint(number * 8), varint(value));
      continue;
    }
    const bytes = typeof value === 'string' ? Buffer.from(value) : value;
    parts.push(varint(number * 8 + 2), varint(bytes.length), Buffer.from(bytes));
  }
  return Buffer.concat(parts);
}

function varint(value: number | bigint): Buffer {
  const bytes: number[] = [];
  let left = BigInt.asUintN(64, BigInt(value));
  while (left > 0x7fn) {
    bytes.push(Number(left & 0x7fn) | 0x80);
    left >>= 7n;
  }
  bytes.push(Number(left));
  return Buffer.from(bytes);
}
