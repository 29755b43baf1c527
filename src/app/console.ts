import type { OutputFrame, TerminalSize } from '../engine/engine.js';

/** Where a conversation with a program takes place: at a terminal, or through pipes and files. */
export interface Console {
  /** Whether somebody sits at both ends of it: only then is a terminal of any use to the program. */
  readonly isTerminal: boolean;
  /** Resolves when there is room for more. */
  write(frame: OutputFrame): Promise<void>;
  /**
   * Hands on what is typed or piped, until the function it gives is called.
   *
   * @param keys `raw`: one by one, as they are; what would be a signal is a key like any other
   */
  listen(keys: 'raw' | 'lines', listener: ConsoleListener): () => void;
  size(): TerminalSize | undefined;
  /** Gives the function that ends it. */
  onResize(listener: () => void): () => void;
}

export interface ConsoleListener {
  /** The next ones come when it has resolved. */
  onBytes(bytes: Uint8Array): Promise<void>;
  onEnd(): void;
}
