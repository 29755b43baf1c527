import { expect, test } from 'vitest';
import { formatBytes, formatDuration } from '../../src/report/units.js';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [999_499, '999 kB'],
  [999_999, '1.0 MB'],
  [12_345_678, '12.3 MB'],
  [1_500_000_000, '1.5 GB'],
])('%d bytes are shown in the unit that fits', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [1_234, '1.2s'],
  [59_940, '59.9s'],
  [59_960, '1m00s'],
  [125_000, '2m05s'],
  [3_725_000, '1h02m'],
])('%d milliseconds are shown no finer than a person reads', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});
