import type { Engine, EngineEvent, LabelFilter } from '../engine/engine.js';
import { EngineError } from '../engine/engine-error.js';
import type { ContainerId } from '../model/names.js';

export interface ContainerListener {
  event(event: EngineEvent): void;
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
    const stream = await engine.events(filter, { signal });
    const events = new ContainerEvents();
    void events.pump(stream);
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

  private async pump(stream: AsyncIterable<EngineEvent>): Promise<void> {
    let error: unknown = new EngineError('the event stream of the engine ended', { kind: 'connection-lost' });
    try {
      for await (const event of stream) {
        for (const listener of this.listeners.get(event.id) ?? []) listener.event(event);
      }
    } catch (cause) {
      error = cause;
    }
    this.loss = { error };
    for (const listeners of this.listeners.values()) for (const listener of listeners) listener.lost(error);
  }
}
