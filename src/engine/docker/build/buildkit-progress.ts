import type { BuildInput, BuildNews, BuildProgress, BuildStep, BuildWarning } from '../../engine.js';
import type { BuildkitStatus, BuildkitStep, BuildkitWarning } from './buildkit-status.js';
import { WholeLines } from './whole-lines.js';

interface Known {
  readonly step: BuildStep;
  started: boolean;
  ended: boolean;
  readonly lines: WholeLines;
  readonly transfers: Map<string, { readonly current: number; readonly total: number }>;
}

/** `[build 2/5] RUN make`. */
const positioned = /^\[(?:(?<stage>\S+) )?(?<index>\d+)\/(?<of>\d+)\] (?<name>.*)$/s;
const internal = /^\[internal\] (?<name>.*)$/s;
const metadata = /^load metadata for (?<reference>\S+)$/;
const pinnedBase = /^FROM (?<reference>\S+?)@(?<digest>sha256:[0-9a-f]{64})$/;
/** `https://example.com/file`, or `ADD https://example.com/file /`. */
const fetched = /^(?:ADD .*?)?(?<url>(?:\w+:\/\/|git@)\S+)/;

/** Turns BuildKit's status messages, which repeat themselves, into what is new with each. */
export class BuildkitProgress {
  readonly #known = new Map<string, Known>();

  /** @param place where the Dockerfile is, for people: the builder has only its name */
  constructor(private readonly place: string) {}

  *newWith(status: BuildkitStatus): Generator<BuildNews> {
    for (const step of status.steps) yield* this.#begin(step);
    for (const { step, item, current, total } of status.transfers) {
      const known = this.#known.get(step);
      if (known === undefined || known.ended) continue;
      known.transfers.set(item, { current, total });
      yield transferOf(known);
    }
    for (const { step, bytes } of status.logs) {
      const known = this.#known.get(step);
      const lines = known?.lines.after(bytes) ?? [];
      if (known !== undefined && lines.length > 0) yield { kind: 'output', step: known.step, lines };
    }
    for (const step of status.steps) yield* this.#end(step);
    for (const warning of status.warnings) yield { kind: 'warning', warning: this.#warning(warning) };
  }

  *#begin({ id, name, startedAt, cached, completedAt }: BuildkitStep): Generator<BuildNews> {
    let known = this.#known.get(id);
    if (known === undefined) {
      const step = stepOf(id, name);
      known = { step, started: false, ended: false, lines: new WholeLines(), transfers: new Map() };
      this.#known.set(id, known);
      const input = inputOf(step);
      if (input !== undefined) yield { kind: 'input', input };
    }
    if (startedAt === undefined || known.started) return;
    // What was done before takes no time, and is told once.
    if (cached && completedAt !== undefined) return;
    known.started = true;
    yield { kind: 'step-started', step: known.step };
  }

  *#end({ id, cached, error, startedAt = 0, completedAt }: BuildkitStep): Generator<BuildNews> {
    const known = this.#known.get(id);
    if (completedAt === undefined || known === undefined || known.ended) return;
    known.ended = true;
    const { step } = known;
    const rest = known.lines.rest();
    if (rest.length > 0) yield { kind: 'output', step, lines: rest };
    const result = cached ? 'cached' : error === '' ? 'done' : isCancelled(error) ? 'cancelled' : 'failed';
    yield { kind: 'step-finished', step, result, durationMs: Math.max(0, completedAt - startedAt) };
  }

  #warning({ message, details, url, at }: BuildkitWarning): BuildWarning {
    return {
      // The place says it, too.
      message: message.replace(/ \(line \d+\)$/, ''),
      details,
      ...(url === '' ? {} : { url }),
      ...(at === undefined ? {} : { at: { ...at, file: this.place } }),
    };
  }
}

function stepOf(id: string, text: string): BuildStep {
  const found = positioned.exec(text)?.groups;
  if (found === undefined) return { id, name: internal.exec(text)?.groups?.['name'] ?? text };
  const { stage, index, of, name = '' } = found;
  const position = { index: Number(index), of: Number(of), ...(stage === undefined ? {} : { stage }) };
  return { id, name, position };
}

function inputOf({ name }: BuildStep): BuildInput | undefined {
  const { reference, digest } = pinnedBase.exec(name)?.groups ?? metadata.exec(name)?.groups ?? {};
  if (reference !== undefined)
    return { kind: 'base-image', reference, ...(digest === undefined ? {} : { digest }) };
  const url = fetched.exec(name)?.groups?.['url'];
  return url === undefined ? undefined : { kind: 'remote', url };
}

function transferOf({ step, transfers }: Known): BuildProgress {
  const all = [...transfers.values()];
  const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);
  return {
    kind: 'transfer',
    step,
    currentBytes: sum(all.map(({ current }) => current)),
    ...(all.every(({ total }) => total > 0) && { totalBytes: sum(all.map(({ total }) => total)) }),
  };
}

/** Steps that are under way when another one fails are given up. */
const isCancelled = (error: string): boolean => /context canceled/.test(error);
