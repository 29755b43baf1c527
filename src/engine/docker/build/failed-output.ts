import type { BuildNews } from '../../engine.js';

/** In lines. Output of a step that failed is shown whole, but what runs for hours may say too much for that. */
const keptOfStep = 2000;
/** Enough to see what was said last, where no step is to blame. */
const keptOfAll = 40;

/** Keeps what is told of a build for the case that it fails. */
export class FailedOutput {
  readonly #ofStep = new Map<string, string[]>();
  readonly #all: string[] = [];
  #failed: { readonly id: string; readonly name: string } | undefined;

  note(progress: BuildNews): void {
    switch (progress.kind) {
      case 'output':
        keep(this.#all, progress.lines, keptOfAll);
        if (progress.step !== undefined) keep(this.#linesOf(progress.step.id), progress.lines, keptOfStep);
        return;
      case 'step-finished':
        if (progress.result === 'failed') this.#failed ??= progress.step;
        if (progress.result !== 'failed') this.#ofStep.delete(progress.step.id);
        return;
      case 'step-started':
      case 'transfer':
      case 'input':
      case 'warning':
        return;
      default:
        progress satisfies never;
    }
  }

  told(): { readonly output: readonly string[]; readonly step?: string } {
    if (this.#failed === undefined) return { output: this.#all };
    return { output: this.#linesOf(this.#failed.id), step: this.#failed.name };
  }

  #linesOf(step: string): string[] {
    const lines = this.#ofStep.get(step) ?? [];
    this.#ofStep.set(step, lines);
    return lines;
  }
}

function keep(lines: string[], added: readonly string[], most: number): void {
  lines.push(...added);
  if (lines.length > most) lines.splice(0, lines.length - most);
}
