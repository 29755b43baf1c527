import fc from 'fast-check';
import { expect, test } from 'vitest';
import { naturalOrder } from '../../../src/model/canonical/natural-order.js';

test.each([
  ['a2', 'a10'],
  ['a1', 'a01'],
  ['DOCKER_HOST', 'DOCKERSCAN'],
  ['B', 'a'],
  ['a_b', 'ab'],
  ['a1b', 'a1.b'],
  ['a', 'ab'],
  ['1', '2'],
  ['9', '10'],
  ['a100', 'a101'],
])('%s comes before %s', (first, second) => {
  expect([second, first].sort(naturalOrder)).toEqual([first, second]);
});

test('two keys are in one order, whichever is asked about first', () => {
  const key = fc.string({ unit: fc.constantFrom('a', 'B', '0', '1', '9', '_', 'é'), maxLength: 6 });
  fc.assert(
    fc.property(key, key, (left, right) => {
      expect(Math.sign(naturalOrder(left, right)) + Math.sign(naturalOrder(right, left))).toBe(0);
    }),
  );
});
