import { expect, test } from 'vitest';
import { eventually } from './eventually.js';

test('eventually gives back the first value that is not false', async () => {
  const answers = [false, false, 7];
  expect(await eventually(() => answers.shift() ?? false)).toBe(7);
});

test('eventually fails with the last failure of the check once the time is over', async () => {
  const failing = eventually(() => {
    throw new Error('still starting');
  }, 10);
  await expect(failing).rejects.toThrow('still starting');
});
