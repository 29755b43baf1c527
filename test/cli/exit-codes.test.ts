import { expect, it } from 'vitest';
import { exitCodeOf } from '../../src/cli/exit-codes.js';

it.each([
  [{ kind: 'succeeded', value: undefined }, undefined, 0],
  [{ kind: 'failed' }, undefined, 1],
  [{ kind: 'invalid' }, undefined, 2],
  [{ kind: 'timed-out' }, undefined, 124],
  [{ kind: 'cancelled' }, 'SIGINT', 130],
  [{ kind: 'cancelled' }, 'SIGTERM', 143],
] as const)('%j after %s exits with %i', (outcome, signal, code) => {
  expect(exitCodeOf(outcome, signal)).toBe(code);
});
