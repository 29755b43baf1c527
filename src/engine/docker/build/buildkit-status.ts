import { protobufFields, textField } from '../session/protobuf-fields.js';

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
  readonly at?: {
    readonly file: string;
    readonly text: string;
    readonly first: number;
    readonly last: number;
  };
}

const status = { step: 1, transfer: 2, log: 3, warning: 4 } as const;
const step = { id: 1, name: 3, cached: 4, started: 5, completed: 6, error: 7 } as const;
const transfer = { id: 1, step: 2, current: 4, total: 5 } as const;
const log = { step: 1, message: 4 } as const;
const warning = { short: 3, detail: 4, url: 5, source: 6, range: 7 } as const;
/** `pb.SourceInfo`, `pb.Range` and `pb.Position`. */
const source = { file: 1, data: 2 } as const;
const range = { start: 1, end: 2 } as const;
const position = { line: 1 } as const;

export function decodeBuildkitStatus(message: Buffer): BuildkitStatus {
  const parts = messages(message);
  const of = (wanted: number) => parts.flatMap(({ number, bytes }) => (number === wanted ? [bytes] : []));
  return {
    steps: of(status.step).map(decodeStep),
    transfers: of(status.transfer).map(decodeTransfer),
    logs: of(status.log).map(decodeLog),
    warnings: of(status.warning).map(decodeWarning),
  };
}

function messages(message: Buffer): readonly { readonly number: number; readonly bytes: Buffer }[] {
  return [...protobufFields(message)].flatMap(({ number, value }) =>
    typeof value === 'number' ? [] : [{ number, bytes: value }],
  );
}

/** The last of each number. */
const fieldsOf = (bytes: Buffer): ReadonlyMap<number, number | Buffer> =>
  new Map([...protobufFields(bytes)].map(({ number, value }) => [number, value]));

function decodeStep(bytes: Buffer): BuildkitStep {
  const fields = fieldsOf(bytes);
  const startedAt = milliseconds(fields.get(step.started));
  const completedAt = milliseconds(fields.get(step.completed));
  return {
    id: textField(bytes, step.id),
    name: textField(bytes, step.name),
    cached: fields.get(step.cached) === 1,
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(completedAt === undefined ? {} : { completedAt }),
    error: textField(bytes, step.error),
  };
}

/** Of a `google.protobuf.Timestamp`. */
function milliseconds(timestamp: number | Buffer | undefined): number | undefined {
  if (!Buffer.isBuffer(timestamp)) return undefined;
  const fields = fieldsOf(timestamp);
  return Number(fields.get(1) ?? 0) * 1000 + Number(fields.get(2) ?? 0) / 1e6;
}

function decodeTransfer(bytes: Buffer): BuildkitTransfer {
  const fields = fieldsOf(bytes);
  return {
    step: textField(bytes, transfer.step),
    item: textField(bytes, transfer.id),
    current: Number(fields.get(transfer.current) ?? 0),
    total: Number(fields.get(transfer.total) ?? 0),
  };
}

function decodeLog(bytes: Buffer): BuildkitStatus['logs'][number] {
  const content = fieldsOf(bytes).get(log.message);
  return { step: textField(bytes, log.step), bytes: Buffer.isBuffer(content) ? content : Buffer.alloc(0) };
}

function decodeWarning(bytes: Buffer): BuildkitWarning {
  const parts = messages(bytes);
  const details = parts.flatMap(({ number, bytes: text }) =>
    number === warning.detail ? [String(text)] : [],
  );
  const fields = fieldsOf(bytes);
  const from = fields.get(warning.source);
  const lines = fields.get(warning.range);
  return {
    message: textField(bytes, warning.short),
    details,
    url: textField(bytes, warning.url),
    ...(Buffer.isBuffer(from) && Buffer.isBuffer(lines)
      ? {
          at: {
            file: textField(from, source.file),
            text: textField(from, source.data),
            first: lineOf(fieldsOf(lines).get(range.start)),
            last: lineOf(fieldsOf(lines).get(range.end)),
          },
        }
      : {}),
  };
}

const lineOf = (at: number | Buffer | undefined): number =>
  Buffer.isBuffer(at) ? Number(fieldsOf(at).get(position.line) ?? 0) : 0;
