import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergeSorted } from '../../src/app/merge-sorted.js';

async function* stream(items: readonly string[]): AsyncGenerator<string> {
  yield* items;
}

it('gives every item of every stream once, in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.string())), async (lists) => {
      const sorted = lists.map((list) => [...list].sort());
      const merged: string[] = [];
      for await (const item of mergeSorted(sorted.map(stream), (text) => text)) merged.push(item);
      expect(merged).toEqual(lists.flat().sort());
    }),
  );
});
