import type { EngineEvent, LabelFilter } from '../../src/engine/engine.js';
import { EngineError } from '../../src/engine/engine-error.js';
import { matchesLabels } from './labels.js';

interface Subscription {
  readonly filter: LabelFilter;
  readonly waiting: EngineEvent[];
  wake: () => void;
  end: 'open' | 'lost' | 'quiet';
}

/** Keeps events for each subscriber until it takes them, from the moment of its subscription. */
export class FakeEvents {
  readonly #subscriptions = new Set<Subscription>();

  emit(event: EngineEvent): void {
    for (const subscription of this.#subscriptions) {
      if (!matchesLabels(event.labels, subscription.filter)) continue;
      subscription.waiting.push(event);
      subscription.wake();
    }
  }

  subscribe(filter: LabelFilter, signal: AbortSignal | undefined): AsyncIterable<EngineEvent> {
    const subscription: Subscription = { filter, waiting: [], wake: () => undefined, end: 'open' };
    this.#subscriptions.add(subscription);
    signal?.addEventListener('abort', () => this.#end(subscription, 'quiet'), { once: true });
    return this.#read(subscription);
  }

  /** The engine is gone: every iteration ends with an error. */
  lose(): void {
    for (const subscription of this.#subscriptions) this.#end(subscription, 'lost');
  }

  async *#read(subscription: Subscription): AsyncGenerator<EngineEvent> {
    try {
      for (;;) {
        const event = subscription.waiting.shift();
        if (event !== undefined) {
          yield event;
          continue;
        }
        if (subscription.end === 'quiet') return;
        if (subscription.end === 'lost') {
          throw new EngineError('the fake engine is gone', { kind: 'connection-lost' });
        }
        await new Promise<void>((resolve) => {
          subscription.wake = resolve;
        });
      }
    } finally {
      this.#subscriptions.delete(subscription);
    }
  }

  #end(subscription: Subscription, end: 'lost' | 'quiet'): void {
    subscription.end = end;
    if (end === 'quiet') subscription.waiting.length = 0;
    subscription.wake();
  }
}
