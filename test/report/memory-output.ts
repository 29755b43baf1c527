import type { Output } from '../../src/report/output.js';

/** Keeps what is written, in place of a terminal or a file. */
export class MemoryOutput implements Output {
  text = '';

  constructor(
    readonly columns?: number | undefined,
    readonly rows?: number | undefined,
  ) {}

  write(text: string): boolean {
    this.text += text;
    return true;
  }
}
