import type { OutputFrame } from '../../engine/engine.js';

/** What is kept of what a program says, in bytes: its end tells why it failed. */
const keptBytes = 256 * 1024;

/** The end of an output that may be long. */
export class OutputTail {
  #chunks: Uint8Array[] = [];
  #bytes = 0;

  add({ bytes }: OutputFrame): void {
    this.#chunks.push(Uint8Array.from(bytes));
    this.#bytes += bytes.length;
    // Not at every chunk: each time all of it is copied.
    if (this.#bytes > 4 * keptBytes) this.#cut();
  }

  text(): string {
    return new TextDecoder().decode(this.#cut());
  }

  #cut(): Uint8Array {
    const kept = Buffer.concat(this.#chunks).subarray(-keptBytes);
    this.#chunks = [kept];
    this.#bytes = kept.length;
    return kept;
  }
}
