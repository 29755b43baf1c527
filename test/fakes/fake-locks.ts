import type { LockCalls, LockClaim } from '../../src/engine/engine.js';
import { EngineError } from '../../src/engine/engine-error.js';
import type { Journal } from './journal.js';

interface Held {
  readonly claim: LockClaim;
  readonly by: string;
  readonly lost: AbortController;
}

export class FakeLocks implements LockCalls {
  /** `false`: as an engine without sessions. */
  supported = true;
  readonly #held = new Map<string, Held>();
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  readonly claim: LockCalls['claim'] = async ({ name, holder }, options) => {
    await this.#journal.enter({ call: 'locks.claim', writes: false, subject: name }, options);
    if (!this.supported) return undefined;
    const lost = new AbortController();
    const claim: LockClaim = {
      lost: lost.signal,
      attempt: async () => {
        await this.#journal.enter({ call: 'locks.attempt', writes: false, subject: name }, undefined);
        const held = this.#held.get(name);
        if (held !== undefined && held.claim !== claim)
          return { kind: 'held', by: held.by, since: '2026-01-01T00:00:00Z' };
        this.#held.set(name, { claim, by: holder, lost });
        return { kind: 'acquired' };
      },
      release: async () => {
        if (this.#held.get(name)?.claim === claim) this.#held.delete(name);
      },
    };
    return claim;
  };

  /** Who holds the lock, if anybody does. */
  holderOf(name: string): string | undefined {
    return this.#held.get(name)?.by;
  }

  /** The engine takes the holder for gone: the lock is free, and a holder that lives hears of it. */
  lose(name: string): void {
    const held = this.#held.get(name);
    this.#held.delete(name);
    held?.lost.abort(new EngineError('the lock was lost', { kind: 'connection-lost' }));
  }
}
