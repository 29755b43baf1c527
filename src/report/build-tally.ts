import type { BuildProgress, BuildStep } from '../engine/engine.js';
import { truncate } from './display-width.js';
import { oneLine } from './one-line.js';
import { formatBytes, formatDuration } from './units.js';

interface FinishedStep {
  readonly name: string;
  readonly durationMs: number;
}

/** Lines of output that can be shown below a build. */
const tailLines = 5;
/** Steps that are named as the long ones, and what is long, in milliseconds. */
const longestShown = 2;
const longFrom = 500;
/** Cells that one of them may take. */
const nameWidth = 40;

/** What has become of one build so far. */
export class BuildTally {
  /** By id, in the order in which they began. */
  readonly #underWay = new Map<string, { readonly step: BuildStep; readonly since: number }>();
  readonly #transfers = new Map<string, string>();
  readonly #finished: FinishedStep[] = [];
  readonly #tail: string[] = [];
  #cached = 0;
  #ran = 0;

  note(progress: BuildProgress, now: number): void {
    switch (progress.kind) {
      case 'step-started':
        this.#underWay.set(progress.step.id, { step: progress.step, since: now });
        return;
      case 'output':
        this.#tail.push(...progress.lines.map(oneLine).filter((line) => line !== ''));
        this.#tail.splice(0, this.#tail.length - tailLines);
        return;
      case 'transfer':
        this.#transfers.set(progress.step.id, formatBytes(progress.currentBytes));
        return;
      case 'step-finished':
        this.#finish(progress);
        return;
      case 'warning':
        return;
      default:
        progress satisfies never;
    }
  }

  /** The step of the Dockerfile that is under way, or what the builder does instead; undefined between them. */
  current(now: number): string | undefined {
    const all = [...this.#underWay.values()];
    const first = all.find(({ step }) => step.position !== undefined) ?? all[0];
    if (first === undefined) return undefined;
    const spent = now - first.since;
    const transferred = this.#transfers.get(first.step.id);
    return [
      stepText(first.step),
      ...(transferred === undefined ? [] : [transferred]),
      ...(spent < longFrom ? [] : [formatDuration(spent)]),
    ].join('  ');
  }

  /** What it said last, oldest first. */
  tail(): readonly string[] {
    return this.#tail;
  }

  /** What was spared, and what took long; empty when nothing of the Dockerfile was looked at. */
  summary(): string {
    const all = this.#cached + this.#ran;
    if (all === 0) return '';
    const longest = [...this.#finished]
      .filter(({ durationMs }) => durationMs >= longFrom)
      .sort((left, right) => right.durationMs - left.durationMs)
      .slice(0, longestShown)
      .map(({ name, durationMs }) => `${truncate(name, nameWidth)} ${formatDuration(durationMs)}`);
    return [`${this.#cached} of ${all} ${all === 1 ? 'step' : 'steps'} cached`, ...longest].join('; ');
  }

  #finish({ step, result, durationMs }: BuildProgress & { kind: 'step-finished' }): void {
    this.#underWay.delete(step.id);
    // A base image is there, or is not.
    if (step.position !== undefined && !step.name.startsWith('FROM ')) {
      if (result === 'cached') this.#cached += 1;
      else this.#ran += 1;
    }
    if (result === 'done') this.#finished.push({ name: stepName(step), durationMs });
  }
}

/** `build 2/5 RUN make`, or what the builder does of its own accord. */
function stepText(step: BuildStep): string {
  return step.position === undefined ? stepName(step) : `${positionText(step.position)} ${stepName(step)}`;
}

/** Commands may go over several lines. */
export const stepName = ({ name }: BuildStep): string => oneLine(name.replaceAll('\n', ' '));

export const positionText = ({ stage, index, of }: NonNullable<BuildStep['position']>): string =>
  `${stage === undefined ? '' : `${stage} `}${index}/${of}`;
