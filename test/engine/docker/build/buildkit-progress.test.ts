import { describe, expect, it } from 'vitest';
import { BuildkitProgress } from '../../../../src/engine/docker/build/buildkit-progress.js';
import { decodeBuildkitStatus } from '../../../../src/engine/docker/build/buildkit-status.js';
import {
  type ProtobufValue,
  protobufMessage,
} from '../../../../src/engine/docker/session/protobuf-message.js';

type Fields = readonly (readonly [number, ProtobufValue | undefined])[];

const seconds = (value: number) => protobufMessage([[1, value]]);
const step = (id: string, name: string, more: Fields = []) =>
  [1, protobufMessage([[1, id], [3, name], ...more])] as const;
const log = (id: string, text: string | Buffer) =>
  [
    3,
    protobufMessage([
      [1, id],
      [4, text],
    ]),
  ] as const;
const begun: Fields = [[5, seconds(10)]];
const over: Fields = [...begun, [6, seconds(12)]];

function progressOf(...messages: readonly Fields[]) {
  const progress = new BuildkitProgress('/project/Dockerfile');
  return messages.flatMap((fields) => [...progress.newWith(decodeBuildkitStatus(protobufMessage(fields)))]);
}

describe('what BuildKit tells of a build', () => {
  it('is told once: a step when it begins, its lines when they are whole, and its end', () => {
    const letter = Buffer.from('ü');
    const make = { id: 's1', name: 'RUN make', position: { stage: 'base', index: 1, of: 2 } };
    expect(
      progressOf(
        [step('s1', '[base 1/2] RUN make')],
        [step('s1', '[base 1/2] RUN make', begun)],
        [step('s1', '[base 1/2] RUN make', begun), log('s1', letter.subarray(0, 1))],
        [log('s1', Buffer.concat([letter.subarray(1), Buffer.from(' one\ntwo')]))],
        [step('s1', '[base 1/2] RUN make', [...over, [7, 'exit code: 3']])],
        [step('s1', '[base 1/2] RUN make', [...over, [7, 'exit code: 3']])],
      ),
    ).toEqual([
      { kind: 'step-started', step: make },
      { kind: 'output', step: make, lines: ['ü one'] },
      { kind: 'output', step: make, lines: ['two'] },
      { kind: 'step-finished', step: make, result: 'failed', durationMs: 2000 },
    ]);
  });

  it('says of a step from the cache only that', () => {
    const copy = { id: 's1', name: 'COPY . .', position: { index: 1, of: 1 } };
    expect(progressOf([step('s1', '[1/1] COPY . .', [...over, [4, 1]])])).toEqual([
      { kind: 'step-finished', step: copy, result: 'cached', durationMs: 2000 },
    ]);
  });

  it('names the images that it begins with, and sums up what a step transfers', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const transfer = (item: string, current: number, total: number) =>
      [
        2,
        protobufMessage([
          [1, item],
          [2, 's2'],
          [4, current],
          [5, total],
        ]),
      ] as const;
    const from = { id: 's2', name: `FROM app:1@${digest}`, position: { index: 1, of: 2 } };
    expect(
      progressOf(
        [step('s1', '[internal] load metadata for app:1')],
        [step('s2', `[1/2] FROM app:1@${digest}`, begun), transfer('one', 1, 10), transfer('two', 2, 20)],
      ),
    ).toEqual([
      { kind: 'input', input: { kind: 'base-image', reference: 'app:1' } },
      { kind: 'input', input: { kind: 'base-image', reference: 'app:1', digest } },
      { kind: 'step-started', step: from },
      { kind: 'transfer', step: from, currentBytes: 1, totalBytes: 10 },
      { kind: 'transfer', step: from, currentBytes: 3, totalBytes: 30 },
    ]);
  });

  it('says where in the Dockerfile a warning is from', () => {
    const source = protobufMessage([
      [1, 'Dockerfile'],
      [2, 'from a\n'],
    ]);
    const line = protobufMessage([[1, 1]]);
    const lines = protobufMessage([
      [1, line],
      [2, line],
    ]);
    const warning = protobufMessage([
      [3, 'Casing'],
      [4, 'more'],
      [6, source],
      [7, lines],
    ]);
    expect(progressOf([[4, warning]])).toEqual([
      {
        kind: 'warning',
        warning: {
          message: 'Casing',
          details: ['more'],
          at: { file: '/project/Dockerfile', text: 'from a\n', first: 1, last: 1 },
        },
      },
    ]);
  });
});
