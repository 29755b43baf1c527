import type { CallOptions } from '../../src/engine/engine.js';
import { EngineError } from '../../src/engine/engine-error.js';

/** One call of the port, as it was made. */
export interface FakeCall {
  /** For example `containers.create`. */
  readonly call: string;
  /** It changes what is on the engine. */
  readonly writes: boolean;
  /** Name or id of what it is about; empty for lists. */
  readonly subject: string;
}

interface PlannedFailure {
  readonly call: string;
  readonly subject?: string | undefined;
  readonly nth: number;
  readonly error: Error;
  seen: number;
}

/** Writes down every call, and lets tests make calls fail. */
export class Journal {
  readonly calls: FakeCall[] = [];
  readonly #failures: PlannedFailure[] = [];
  #gone = false;
  #diesAfterWrites = Number.POSITIVE_INFINITY;
  readonly #onDeath: () => void;

  constructor(onDeath: () => void) {
    this.#onDeath = onDeath;
  }

  /** The `nth` call of that name (about that subject) from now on fails with `error`. */
  failCall(call: string, error: Error, { nth = 1, subject }: { nth?: number; subject?: string } = {}): void {
    this.#failures.push({ call, error, nth, subject, seen: 0 });
  }

  /** After that many more writing calls the engine is gone, as if its machine had lost power. */
  dieAfter(writes: number): void {
    this.#diesAfterWrites = writes;
  }

  die(): void {
    this.#gone = true;
    this.#diesAfterWrites = Number.POSITIVE_INFINITY;
    this.#onDeath();
  }

  revive(): void {
    this.#gone = false;
  }

  /** Every call passes here, one turn of the event loop before it takes effect. */
  async enter(entry: FakeCall, options: CallOptions | undefined): Promise<void> {
    options?.signal?.throwIfAborted();
    this.calls.push(entry);
    await Promise.resolve();
    options?.signal?.throwIfAborted();
    if (this.#gone) throw new EngineError('the fake engine is gone', { kind: 'connection-lost' });
    const failure = this.#failureFor(entry);
    if (failure !== undefined) throw failure;
    if (!entry.writes) return;
    if (this.#diesAfterWrites === 0) {
      this.die();
      throw new EngineError('the fake engine is gone', { kind: 'connection-lost' });
    }
    this.#diesAfterWrites -= 1;
  }

  #failureFor({ call, subject }: FakeCall): Error | undefined {
    for (const planned of this.#failures) {
      if (planned.call !== call || (planned.subject !== undefined && planned.subject !== subject)) continue;
      planned.seen += 1;
      if (planned.seen === planned.nth) return planned.error;
    }
    return undefined;
  }
}
