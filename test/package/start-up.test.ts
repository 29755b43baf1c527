import { execa } from 'execa';
import { expect, test } from 'vitest';
import { repositoryRoot } from '../../scripts/build/repository.js';

const limit = 1.6;

test(`stack version takes at most ${limit} times as long as node -e 0`, async () => {
  const bare: number[] = [];
  const version: number[] = [];
  for (let round = 0; round < 15; round += 1) {
    bare.push(await duration(['-e', '0']));
    version.push(await duration([`${repositoryRoot}/bin/stack.js`, 'version']));
  }
  // The fastest of each: whatever else the machine does only ever adds to it.
  expect(Math.min(...version) / Math.min(...bare)).toBeLessThanOrEqual(limit);
});

async function duration(parameters: readonly string[]): Promise<number> {
  const { durationMs } = await execa(process.execPath, parameters, { stdin: 'ignore' });
  return durationMs;
}
