import type { BuildkitStatus, BuildkitStep } from './buildkit-status.js';

/** Steps that the builder makes of its own accord and that say nothing about the Dockerfile. */
const internalStep = /^\[internal\]|^copy \/context \/$/;

/** Turns BuildKit's status messages, which repeat themselves, into lines that each appear once. */
export class BuildkitTranscript {
  readonly #started = new Set<string>();
  readonly #ended = new Set<string>();
  readonly #unfinished = new Map<string, Buffer>();

  /** The lines that are new with this message. */
  *linesOf({ steps, logs }: BuildkitStatus): Generator<string> {
    for (const step of steps) if (step.started && this.#isFirst(this.#started, step)) yield step.name;
    for (const { step, bytes } of logs) yield* this.#wholeLines(step, bytes);
    for (const step of steps) {
      if (!step.completed || !this.#isNotableEnd(step) || !this.#isFirst(this.#ended, step)) continue;
      yield* this.#rest(step.id);
      yield step.error === '' ? `${step.name} (cached)` : `${step.name}: ${step.error}`;
    }
  }

  #isNotableEnd({ cached, error }: BuildkitStep): boolean {
    return cached || error !== '';
  }

  #isFirst(seen: Set<string>, { id, name }: BuildkitStep): boolean {
    if (seen.has(id) || internalStep.test(name)) return false;
    seen.add(id);
    return true;
  }

  /** Output comes in pieces of any size. */
  *#wholeLines(step: string, bytes: Buffer): Generator<string> {
    const all = Buffer.concat([this.#unfinished.get(step) ?? Buffer.alloc(0), bytes]);
    const end = all.lastIndexOf('\n') + 1;
    this.#unfinished.set(step, all.subarray(end));
    if (end > 0)
      yield* all
        .subarray(0, end - 1)
        .toString('utf8')
        .split(/\r?\n/);
  }

  *#rest(step: string): Generator<string> {
    const rest = this.#unfinished.get(step);
    this.#unfinished.delete(step);
    if (rest !== undefined && rest.length > 0) yield rest.toString('utf8');
  }
}
