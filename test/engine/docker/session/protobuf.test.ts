import fc from 'fast-check';
import { expect, it } from 'vitest';
import { protobufFields } from '../../../../src/engine/docker/session/protobuf-fields.js';
import { protobufMessage } from '../../../../src/engine/docker/session/protobuf-message.js';

it('a message is encoded as the language has it', () => {
  // The examples of the encoding guide: 150, "testing", and a message in a message.
  expect(protobufMessage([[1, 150]]).toString('hex')).toBe('089601');
  expect(protobufMessage([[2, 'testing']]).toString('hex')).toBe('120774657374696e67');
  expect(protobufMessage([[3, protobufMessage([[1, 150]])]]).toString('hex')).toBe('1a03089601');
  expect(protobufMessage([[1, -2n]]).toString('hex')).toBe('08feffffffffffffffff01');
});

it('what is not there, 0 and empty is left out; an empty message is not', () => {
  const fields = [
    [1, 0],
    [2, ''],
    [3, undefined],
    [4, Buffer.alloc(0)],
  ] as const;
  expect(protobufMessage(fields).toString('hex')).toBe('2200');
});

it('what is encoded is read again', () => {
  const message = protobufMessage([
    [1, 2 ** 40],
    [20, 'ü'],
    [300, new Uint8Array([0, 255])],
  ]);
  expect([...protobufFields(message)]).toEqual([
    { number: 1, value: 2 ** 40 },
    { number: 20, value: Buffer.from('ü') },
    { number: 300, value: Buffer.from([0, 255]) },
  ]);
});

it('numbers of all widths are encoded as their 64 bits', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }), (value) => {
      const bytes: number[] = [0x08];
      let left = BigInt.asUintN(64, value);
      for (; left > 0x7fn; left >>= 7n) bytes.push(Number(left & 0x7fn) | 0x80);
      bytes.push(Number(left));
      const expected = value === 0n ? '' : Buffer.from(bytes).toString('hex');
      expect(protobufMessage([[1, value]]).toString('hex')).toBe(expected);
      if (value >= 0n && value <= BigInt(Number.MAX_SAFE_INTEGER))
        expect(protobufMessage([[1, Number(value)]]).toString('hex')).toBe(expected);
    }),
  );
});
