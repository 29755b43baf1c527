import type { Engine, EngineEvent, LabelFilter } from '../engine/engine.js';
import { EngineError } from '../engine/engine-error.js';
import type { ContainerId } from '../model/names.js';

export interface ContainerListener {
  event(event: EngineEvent): void;
  /** The engine was away: something may have happened unheard. */
  resumed(): void;
  /** No more events will come; what is waited for will not be heard of. */
  lost(error: unknown): void;
}

/** One subscription for everything that a command waits for, handed out by container. */
export class ContainerEvents {
  private readonly listeners = new Map<ContainerId, Set<ContainerListener>>();
  private loss: { readonly error: unknown } | undefined;

  private constructor() {}

  /** Resolves when the engine has confirmed: from then on nothing is missed. */
  static async subscribe(engine: Engine, filter: LabelFilter, signal: AbortSignal): Promise<ContainerEvents> {
    const open = () => engine.events(filter, { signal });
    const stream = await open();
    const events = new ContainerEvents();
    void events.pump(stream, open);
    return events;
  }

  /** Gives a function that ends it. */
  listen(id: ContainerId, listener: ContainerListener): () => void {
    const { loss } = this;
    if (loss !== undefined) {
      // Not before the caller has the function that ends it.
      queueMicrotask(() => listener.lost(loss.error));
      return () => {};
    }
    const listeners = this.listeners.get(id) ?? new Set();
    this.listeners.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.listeners.delete(id);
    };
  }

  /** When the engine goes away, listens to it again as soon as it is back. */
  private async pump(
    first: AsyncIterable<EngineEvent>,
    open: () => Promise<AsyncIterable<EngineEvent>>,
  ): Promise<void> {
    try {
      for (let stream = first; ; stream = await open()) {
        if (stream !== first) this.tell((listener) => listener.resumed());
        await this.hear(stream);
      }
    } catch (error) {
      this.loss = { error };
      this.tell((listener) => listener.lost(error));
    }
  }

  /** Returns when the stream was cut off. */
  private async hear(stream: AsyncIterable<EngineEvent>): Promise<void> {
    try {
      for await (const event of stream) {
        for (const listener of this.listeners.get(event.id) ?? []) listener.event(event);
      }
    } catch (error) {
      if (error instanceof EngineError && error.failure.kind === 'connection-lost') return;
      throw error;
    }
    throw new EngineError('the event stream of the engine ended', { kind: 'connection-lost' });
  }

  private tell(how: (listener: ContainerListener) => void): void {
    for (const listeners of this.listeners.values()) for (const listener of listeners) how(listener);
  }
}
