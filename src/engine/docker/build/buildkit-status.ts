import { protobufFields } from '../session/protobuf-fields.js';

/** What BuildKit says of a build, as far as it is shown. Field numbers: `moby.buildkit.v1.StatusResponse`. */
export interface BuildkitStatus {
  readonly steps: readonly BuildkitStep[];
  readonly logs: readonly { readonly step: string; readonly bytes: Buffer }[];
}

export interface BuildkitStep {
  /** Digest that names the step in later messages. */
  readonly id: string;
  readonly name: string;
  readonly cached: boolean;
  readonly started: boolean;
  readonly completed: boolean;
  /** Empty unless it failed. */
  readonly error: string;
}

const status = { step: 1, log: 3 } as const;
const step = { id: 1, name: 3, cached: 4, started: 5, completed: 6, error: 7 } as const;
const log = { step: 1, message: 4 } as const;

export function decodeBuildkitStatus(message: Buffer): BuildkitStatus {
  const parts = messages(message);
  return {
    steps: parts.filter(({ number }) => number === status.step).map(({ bytes }) => decodeStep(bytes)),
    logs: parts.filter(({ number }) => number === status.log).map(({ bytes }) => decodeLog(bytes)),
  };
}

function messages(message: Buffer): readonly { readonly number: number; readonly bytes: Buffer }[] {
  return [...protobufFields(message)].flatMap(({ number, value }) =>
    typeof value === 'number' ? [] : [{ number, bytes: value }],
  );
}

function decodeStep(bytes: Buffer): BuildkitStep {
  const fields = new Map([...protobufFields(bytes)].map(({ number, value }) => [number, value]));
  const text = (number: number) => String(fields.get(number) ?? '');
  return {
    id: text(step.id),
    name: text(step.name),
    cached: fields.get(step.cached) === 1,
    started: fields.has(step.started),
    completed: fields.has(step.completed),
    error: text(step.error),
  };
}

function decodeLog(bytes: Buffer): BuildkitStatus['logs'][number] {
  const parts = messages(bytes);
  const bytesOf = (wanted: number) => parts.find(({ number }) => number === wanted)?.bytes;
  return { step: String(bytesOf(log.step) ?? ''), bytes: bytesOf(log.message) ?? Buffer.alloc(0) };
}
