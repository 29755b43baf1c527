import { expect, test } from 'vitest';
import { oneLine } from '../../src/report/one-line.js';

test('escape sequences of a build tool do not reach the terminal', () => {
  expect(oneLine('\u001b[1A\u001b[2K\u001b[32mok\u001b[0m')).toBe('ok');
});

test('of a line that was overwritten the last state is kept', () => {
  expect(oneLine('10%\r55%\r100%\n')).toBe('100%');
});

test('other control characters are dropped and tabs become spaces', () => {
  expect(oneLine('a\tb\u0007\u0000c')).toBe('a bc');
});
