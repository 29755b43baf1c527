import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergeSorted } from '../../src/app/merge-sorted.js';

/** In pieces, of which some are empty. */
async function* stream(items: readonly string[]): AsyncGenerator<readonly string[]> {
  for (let index = 0; index < items.length; index += 2) {
    yield [];
    yield items.slice(index, index + 2);
  }
}

it('gives every item of every stream once, in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.string())), async (lists) => {
      const sorted = lists.map((list) => [...list].sort());
      const merged: string[] = [];
      for await (const items of mergeSorted(sorted.map(stream), (text) => text)) merged.push(...items);
      expect(merged).toEqual(lists.flat().sort());
    }),
  );
});
