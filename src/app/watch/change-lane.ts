/** One thing after the other that changes containers: what is asked for while another is under way waits for it. */
export class ChangeLane {
  #last: Promise<void> = Promise.resolve();
  #waiting: { readonly key: string; readonly promise: Promise<void> } | undefined;

  constructor(private readonly signal: AbortSignal) {}

  /** Resolves when nothing is under way any more. */
  settled(): Promise<void> {
    return this.#last;
  }

  /** What waits already under the same key is not done twice. */
  do(key: string, change: () => Promise<void>): Promise<void> {
    if (this.#waiting?.key === key) return this.#waiting.promise;
    const promise = this.#last.then(async () => {
      if (this.#waiting?.promise === promise) this.#waiting = undefined;
      if (!this.signal.aborted) await change();
    });
    this.#waiting = { key, promise };
    this.#last = promise.catch(() => {});
    return promise;
  }
}
