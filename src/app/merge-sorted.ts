interface Head<Item> {
  readonly stream: number;
  readonly iterator: AsyncIterator<readonly Item[]>;
  /** Asked for already, so that it is on its way while these are said. */
  readonly following: Promise<IteratorResult<readonly Item[]>>;
  readonly items: readonly Item[];
  readonly next: number;
}

/**
 * Merges streams that are each in the order of their keys into one that is. Items come as many at once as a stream
 * gives; no more than twice that is held of each. Of items with the same key those of the first stream come first.
 */
export async function* mergeSorted<Item>(
  streams: readonly AsyncIterable<readonly Item[]>[],
  keyOf: (item: Item) => string,
): AsyncGenerator<readonly Item[]> {
  const opened = await Promise.all(
    streams.map((stream, index) => {
      const iterator = stream[Symbol.asyncIterator]();
      return refill({ stream: index, iterator, following: iterator.next() });
    }),
  );
  let heads: readonly Head<Item>[] = opened.filter((head) => head !== undefined);
  while (heads.length > 0) {
    const { merged, left, empty } = takeUntilOneIsEmpty(heads, keyOf);
    yield merged;
    const refilled = await refill(empty);
    heads =
      refilled === undefined ? left : [...left, refilled].sort((one, other) => one.stream - other.stream);
  }
}

/** Undefined when the stream is over. */
async function refill<Item>({
  stream,
  iterator,
  following,
}: Pick<Head<Item>, 'stream' | 'iterator' | 'following'>): Promise<Head<Item> | undefined> {
  let result = await following;
  while (result.done !== true && result.value.length === 0) result = await iterator.next();
  if (result.done === true) return undefined;
  const next = iterator.next();
  // Awaited when its turn has come; a failure before that must not end the process.
  next.catch(() => undefined);
  return { stream, iterator, following: next, items: result.value, next: 0 };
}

/** What can be said before one of the streams has to be asked again. */
function takeUntilOneIsEmpty<Item>(given: readonly Head<Item>[], keyOf: (item: Item) => string) {
  const heads = given.map((head) => ({ ...head, key: keyAt(head, head.next) }));
  const merged: Item[] = [];
  for (;;) {
    const first = heads.reduce((best, head) => (head.key < best.key ? head : best));
    const item = first.items[first.next];
    if (item !== undefined) merged.push(item);
    first.next += 1;
    if (first.next >= first.items.length)
      return { merged, left: heads.filter((head) => head !== first), empty: first };
    first.key = keyAt(first, first.next);
  }

  function keyAt({ items }: Head<Item>, index: number): string {
    const item = items[index];
    return item === undefined ? '' : keyOf(item);
  }
}
