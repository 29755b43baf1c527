import { expect, test } from 'vitest';
import { closestName } from '../../src/diagnostics/closest-name.js';

const names = ['image', 'init', 'volumes', 'volumes_from', 'ports', 'expose'];

test.each([
  ['imge', 'image'],
  ['Image', 'image'],
  ['volume', 'volumes'],
  ['prots', 'ports'],
  ['volumesfrom', 'volumes_from'],
])('%s is taken for %s', (written, meant) => {
  expect(closestName(written, names)).toBe(meant);
});

test.each(['colour', 'x', 'healthcheck', ''])('nothing is near enough to %j to be suggested', (written) => {
  expect(closestName(written, names)).toBeUndefined();
});
