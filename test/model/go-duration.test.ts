import { describe, expect, it } from 'vitest';
import { microseconds, nanoseconds, wholeSeconds } from '../../src/model/go-duration.js';

describe('a duration', () => {
  it.each([
    ['1m30s', 90e9],
    ['1h0m0s', 3600e9],
    ['1.5s', 1.5e9],
    ['100ms', 1e8],
    ['250µs', 250_000],
    ['0s', 0],
    ['0', 0],
  ])('%s has its length in nanoseconds', (text, expected) => {
    expect(nanoseconds(text)).toBe(expected);
  });

  it.each(['', '10', 'soon', '1m later', '-1s'])('%j is none', (text) => {
    expect(() => nanoseconds(text)).toThrow(RangeError);
  });

  it('in whole seconds is rounded towards zero', () => {
    expect(wholeSeconds('1m5.9s')).toBe(65);
  });

  it('of the scheduler may be a number of microseconds', () => {
    expect([microseconds('50000'), microseconds('50ms'), microseconds('-1')]).toEqual([50_000, 50_000, -1]);
  });
});
