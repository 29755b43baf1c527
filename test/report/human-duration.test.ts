import { expect, test } from 'vitest';
import { humanDuration } from '../../src/report/human-duration.js';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

test.each([
  [-5, 'Less than a second'],
  [0.9, 'Less than a second'],
  [1.9, '1 second'],
  [59.9, '59 seconds'],
  [minute, 'About a minute'],
  [2 * minute, '2 minutes'],
  [59 * minute, '59 minutes'],
  [hour, 'About an hour'],
  [1.4 * hour, 'About an hour'],
  [1.5 * hour, '2 hours'],
  [47 * hour, '47 hours'],
  [2 * day, '2 days'],
  [13 * day, '13 days'],
  [14 * day, '2 weeks'],
  [59 * day, '8 weeks'],
  [60 * day, '2 months'],
  [729 * day, '24 months'],
  [730 * day, '2 years'],
])('%d seconds are told as docker tells them', (seconds, words) => {
  expect(humanDuration(seconds)).toBe(words);
});
