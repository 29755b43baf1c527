import { describe, expect, it } from 'vitest';
import { BuildMessages } from '../../../../src/engine/docker/build/build-messages.js';

/** A protobuf field of bytes or text; lengths in these tests fit in one byte. */
function field(number: number, content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from([number * 8 + 2, bytes.length]), bytes]);
}

const flag = (number: number) => Buffer.from([number * 8, 1]);
const time = Buffer.from([8, 1]);

function trace(...parts: readonly Buffer[]) {
  return { id: 'moby.buildkit.trace', aux: Buffer.concat(parts).toString('base64') };
}

function step(id: string, name: string, ...more: readonly Buffer[]): Buffer {
  return field(1, Buffer.concat([field(1, id), field(3, name), ...more]));
}

const log = (id: string, text: string | Buffer) => field(3, Buffer.concat([field(1, id), field(4, text)]));

describe('output of BuildKit', () => {
  it('shows a step once when it starts, its lines whole, and why it failed', () => {
    const messages = new BuildMessages();
    const character = Buffer.from('ü');
    const lines = [
      trace(step('s0', '[internal] load build context', field(5, time))),
      trace(step('s1', '[1/2] RUN make')),
      trace(step('s1', '[1/2] RUN make', field(5, time))),
      trace(step('s1', '[1/2] RUN make', field(5, time)), log('s1', character.subarray(0, 1))),
      trace(log('s1', Buffer.concat([character.subarray(1), Buffer.from(' one\ntwo')]))),
      trace(step('s1', '[1/2] RUN make', field(5, time), field(6, time), field(7, 'exit code: 3'))),
    ].flatMap((message) => [...messages.linesOf(message)]);
    expect(lines).toEqual(['[1/2] RUN make', 'ü one', 'two', '[1/2] RUN make: exit code: 3']);
  });

  it('says when a step was taken from the cache', () => {
    const cached = trace(step('s1', '[1/1] COPY . .', flag(4), field(5, time), field(6, time)));
    expect([...new BuildMessages().linesOf(cached)]).toEqual(['[1/1] COPY . .', '[1/1] COPY . . (cached)']);
  });
});

describe('output of the classic builder', () => {
  it('is its text without the empty lines', () => {
    const messages = new BuildMessages();
    const lines = [{ stream: 'Step 1/2 : FROM x' }, { stream: '\n' }, { stream: 'a\nb\n' }].flatMap(
      (message) => [...messages.linesOf(message)],
    );
    expect(lines).toEqual(['Step 1/2 : FROM x', 'a', 'b']);
  });

  it('ends with what went wrong', () => {
    expect(new BuildMessages().refusalIn({ errorDetail: { message: 'exit code: 3' }, error: 'x' })).toBe(
      'exit code: 3',
    );
  });
});
