import { expect, test } from 'vitest';
import { nanosecondsOf, rfc3339 } from '../../src/app/nanoseconds.js';

test.each([
  ['2026-01-01T00:00:00Z', 1_767_225_600_000_000_000n, '2026-01-01T00:00:00.000000000Z'],
  ['2026-01-01T00:00:00.5Z', 1_767_225_600_500_000_000n, '2026-01-01T00:00:00.500000000Z'],
  ['2026-01-01T00:00:00.123456789Z', 1_767_225_600_123_456_789n, '2026-01-01T00:00:00.123456789Z'],
])('%s is %s nanoseconds, and comes back with nine digits', (time, nanoseconds, text) => {
  expect(nanosecondsOf(time)).toBe(nanoseconds);
  expect(rfc3339(nanoseconds)).toBe(text);
});
