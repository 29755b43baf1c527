import type { OutputFrame } from '../../engine/engine.js';

/** What is kept of what a program says, in bytes: its end tells why it failed. */
const keptBytes = 256 * 1024;

/** The end of an output that may be long. */
export class OutputTail {
  readonly #chunks: Uint8Array[] = [];
  #bytes = 0;

  add({ bytes }: OutputFrame): void {
    this.#chunks.push(Uint8Array.from(bytes));
    this.#bytes += bytes.length;
    while (this.#bytes - (this.#chunks[0]?.length ?? 0) >= keptBytes)
      this.#bytes -= this.#chunks.shift()?.length ?? 0;
  }

  text(): string {
    return new TextDecoder().decode(Buffer.concat(this.#chunks).subarray(-keptBytes));
  }
}
