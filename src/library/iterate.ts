/**
 * What is pushed, as it is asked for. Whoever stops asking ends `run` through its signal; a failure of `run` is thrown
 * when all that came before has been taken.
 */
export async function* iterate<Item>(
  run: (push: (item: Item) => void, signal: AbortSignal) => Promise<unknown>,
  outer: AbortSignal | undefined,
): AsyncGenerator<Item, void, undefined> {
  const over = new AbortController();
  const signal = outer === undefined ? over.signal : AbortSignal.any([outer, over.signal]);
  const waiting: Item[] = [];
  let end: { readonly error?: unknown } | undefined;
  let wake: () => void = () => undefined;
  const push = (item: Item): void => {
    waiting.push(item);
    wake();
  };
  const running = run(push, signal).then(
    () => {
      end = {};
      wake();
    },
    (error: unknown) => {
      end = { error };
      wake();
    },
  );
  try {
    for (;;) {
      const item = waiting.shift();
      if (item !== undefined) yield item;
      else if (end !== undefined) break;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    over.abort(new Error('nobody asks any more'));
    await running;
  }
  if (end.error !== undefined) throw end.error;
}
