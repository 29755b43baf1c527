import { execa } from 'execa';
import { expect, test } from 'vitest';
import { repositoryRoot } from '../../scripts/build/repository.js';

const limit = 1.6;

/** On a quiet machine the first number is enough. */
const rounds = { atLeast: 15, atMost: 80 };

test(`stack version takes at most ${limit} times as long as node -e 0`, async () => {
  // The fastest of each is what counts: whatever else the machine does only ever adds to it.
  let bare = Number.POSITIVE_INFINITY;
  let version = Number.POSITIVE_INFINITY;
  for (let round = 1; round <= rounds.atMost; round += 1) {
    bare = Math.min(bare, await duration(['-e', '0']));
    version = Math.min(version, await duration([`${repositoryRoot}/bin/stack.js`, 'version']));
    if (round >= rounds.atLeast && version / bare <= limit) break;
  }
  expect(version / bare).toBeLessThanOrEqual(limit);
});

async function duration(parameters: readonly string[]): Promise<number> {
  const { durationMs } = await execa(process.execPath, parameters, { stdin: 'ignore' });
  return durationMs;
}
