import type { DockerfileLines } from '../../engine.js';
import { fieldsByNumber, partsOf, textField } from '../session/protobuf-fields.js';

/** What BuildKit says of a build, as far as it is shown. Field numbers: `moby.buildkit.v1.StatusResponse`. */
export interface BuildkitStatus {
  readonly steps: readonly BuildkitStep[];
  readonly transfers: readonly BuildkitTransfer[];
  readonly logs: readonly { readonly step: string; readonly bytes: Buffer }[];
  readonly warnings: readonly BuildkitWarning[];
}

export interface BuildkitStep {
  /** Digest that names the step in later messages. */
  readonly id: string;
  readonly name: string;
  readonly cached: boolean;
  /** Milliseconds since the epoch; absent until it has begun. */
  readonly startedAt?: number;
  /** Milliseconds since the epoch; absent until it is over. */
  readonly completedAt?: number;
  /** Empty unless it failed. */
  readonly error: string;
}

/** Something of a step that is counted: a layer that is pulled, a context that is sent. */
export interface BuildkitTransfer {
  readonly step: string;
  readonly item: string;
  readonly current: number;
  /** 0: not known. */
  readonly total: number;
}

/** What a check of the Dockerfile found. */
export interface BuildkitWarning {
  readonly message: string;
  readonly details: readonly string[];
  /** Empty when nothing more is written about it. */
  readonly url: string;
  /** Absent when it is about no line. Lines count from 1. */
  readonly at?: Omit<DockerfileLines, 'file'>;
}

const status = { step: 1, transfer: 2, log: 3, warning: 4 } as const;
const step = { id: 1, name: 3, cached: 4, started: 5, completed: 6, error: 7 } as const;
const transfer = { id: 1, step: 2, current: 4, total: 5 } as const;
const log = { step: 1, message: 4 } as const;
const warning = { short: 3, detail: 4, url: 5, source: 6, range: 7 } as const;
/** `pb.SourceInfo`, `pb.Range` and `pb.Position`. */
const source = { data: 2 } as const;
const range = { start: 1, end: 2 } as const;
const position = { line: 1 } as const;

export const decodeBuildkitStatus = (message: Buffer): BuildkitStatus => ({
  steps: partsOf(message, status.step).map(decodeStep),
  transfers: partsOf(message, status.transfer).map(decodeTransfer),
  logs: partsOf(message, status.log).map(decodeLog),
  warnings: partsOf(message, status.warning).map(decodeWarning),
});

function decodeStep(bytes: Buffer): BuildkitStep {
  const fields = fieldsByNumber(bytes);
  const startedAt = milliseconds(fields.get(step.started));
  const completedAt = milliseconds(fields.get(step.completed));
  return {
    id: textIn(fields, step.id),
    name: textIn(fields, step.name),
    cached: fields.get(step.cached) === 1,
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(completedAt === undefined ? {} : { completedAt }),
    error: textIn(fields, step.error),
  };
}

type Fields = ReturnType<typeof fieldsByNumber>;

const textIn = (fields: Fields, number: number): string => String(fields.get(number) ?? '');

const numberIn = (fields: Fields, number: number): number => Number(fields.get(number) ?? 0);

/** Of a `google.protobuf.Timestamp`. */
function milliseconds(timestamp: number | Buffer | undefined): number | undefined {
  if (!Buffer.isBuffer(timestamp)) return undefined;
  const fields = fieldsByNumber(timestamp);
  return numberIn(fields, 1) * 1000 + numberIn(fields, 2) / 1e6;
}

function decodeTransfer(bytes: Buffer): BuildkitTransfer {
  const fields = fieldsByNumber(bytes);
  return {
    step: textIn(fields, transfer.step),
    item: textIn(fields, transfer.id),
    current: numberIn(fields, transfer.current),
    total: numberIn(fields, transfer.total),
  };
}

const decodeLog = (bytes: Buffer): BuildkitStatus['logs'][number] => ({
  step: textField(bytes, log.step),
  bytes: partsOf(bytes, log.message)[0] ?? Buffer.alloc(0),
});

function decodeWarning(bytes: Buffer): BuildkitWarning {
  const [from] = partsOf(bytes, warning.source);
  const [lines] = partsOf(bytes, warning.range);
  return {
    message: textField(bytes, warning.short),
    details: partsOf(bytes, warning.detail).map(String),
    url: textField(bytes, warning.url),
    ...(from === undefined || lines === undefined
      ? {}
      : {
          at: {
            text: textField(from, source.data),
            first: lineOf(lines, range.start),
            last: lineOf(lines, range.end),
          },
        }),
  };
}

function lineOf(lines: Buffer, end: number): number {
  const [at] = partsOf(lines, end);
  return at === undefined ? 0 : numberIn(fieldsByNumber(at), position.line);
}
