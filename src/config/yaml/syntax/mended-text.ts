import type { Source, SourceRange } from '../../../diagnostics/source.js';

/** A stretch of a text, and what is to stand there. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The text of a source with its mistakes mended as they were probably meant, so that one of them does not hide what
 * is below it. Places in it are translated back to what is really written.
 */
export class MendedText {
  readonly source: Source;
  readonly text: string;
  /** Every step from the source to this text; the edits of a step are in order and do not overlap. */
  readonly #steps: readonly (readonly Edit[])[];

  constructor(source: Source, text: string = source.text, steps: readonly (readonly Edit[])[] = []) {
    this.source = source;
    this.text = text;
    this.#steps = steps;
  }

  with(edits: readonly Edit[]): MendedText {
    const ordered = [...edits].sort((a, b) => a.start - b.start);
    let text = '';
    let end = 0;
    for (const edit of ordered) {
      text += this.text.slice(end, edit.start) + edit.text;
      end = edit.end;
    }
    return new MendedText(this.source, text + this.text.slice(end), [...this.#steps, ordered]);
  }

  /** The place in the source of a place in this text. */
  place(start: number, end: number): SourceRange {
    const from = this.#steps.reduceRight(before, start);
    return { source: this.source, start: from, end: Math.max(from, this.#steps.reduceRight(before, end)) };
  }
}

/** Where an offset was before the edits; inside of what an edit wrote it is at most where that ends. */
function before(offset: number, edits: readonly Edit[]): number {
  let shift = 0;
  for (const { start, end, text } of edits) {
    const written = start + shift;
    if (offset <= written) break;
    if (offset < written + text.length) return Math.min(start + (offset - written), end);
    shift += text.length - (end - start);
  }
  return offset - shift;
}
