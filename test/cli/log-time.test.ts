import { describe, expect, it } from 'vitest';
import { parseLogTime } from '../../src/cli/commands/log-time.js';

const now = Date.UTC(2026, 0, 31, 12);

describe('a time for logs', () => {
  it.each([
    ['10m', String(now / 1000 - 600)],
    ['1h30m', String(now / 1000 - 5400)],
    ['500ms', String(now / 1000 - 0.5)],
    ['2026-01-31T11:00:00Z', String(now / 1000 - 3600)],
    ['1700000000', '1700000000'],
    ['1700000000.5', '1700000000.5'],
  ])('%s is understood', (text, seconds) => {
    expect(Date.parse(parseLogTime(text, now) ?? '') / 1000).toBe(Number(seconds));
  });

  it.each(['yesterday', '10 minutes', '', '10m5'])('%j is not', (text) => {
    expect(parseLogTime(text, now)).toBeUndefined();
  });
});
