import { expect, it } from 'vitest';
import { median, ratio, row } from '../../../scripts/bench/figures.js';

it('takes the middle, or the mean of the two in the middle', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
});

it('compares runs with their neighbours, so that a slow time of the machine does not count', () => {
  expect(ratio([1, 10, 1], [2, 20, 2])).toBe(0.5);
});

it('judges a ratio by its target, and leaves alone what has none', () => {
  const runs = { compose: [1, 1], stack: [0.8, 0.8], floor: [0.5, 0.5] };
  expect(row('up', runs, { compose: 0.9, floor: 1.15 })).toEqual([
    'up',
    '1.00 s',
    '0.80 s',
    '0.50 s',
    '0.80 (≤ 0.9 met)',
    '1.60 (≤ 1.15 missed)',
  ]);
  expect(row('ps', { compose: [1], stack: [2] })).toEqual(['ps', '1.00 s', '2.00 s', '', '2.00', '']);
});
