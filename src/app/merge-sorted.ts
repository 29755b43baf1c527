/** Merges streams that are each in the order of their keys into one that is. Holds one item of each. */
export async function* mergeSorted<Item>(
  streams: readonly AsyncIterable<Item>[],
  keyOf: (item: Item) => string,
): AsyncGenerator<Item> {
  const iterators = streams.map((stream) => stream[Symbol.asyncIterator]());
  const heads = await Promise.all(iterators.map((iterator) => iterator.next()));
  for (;;) {
    let first = -1;
    let firstKey = '';
    for (const [index, head] of heads.entries()) {
      if (head.done === true) continue;
      const key = keyOf(head.value);
      if (first === -1 || key < firstKey) [first, firstKey] = [index, key];
    }
    const head = heads[first];
    const iterator = iterators[first];
    if (head === undefined || head.done === true || iterator === undefined) return;
    yield head.value;
    heads[first] = await iterator.next();
  }
}
