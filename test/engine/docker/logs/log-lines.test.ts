import { describe, expect, it } from 'vitest';
import { demultiplex } from '../../../../src/engine/docker/logs/demultiplex.js';
import { linesOfFrames, linesOfTerminal } from '../../../../src/engine/docker/logs/log-lines.js';
import type { LogLine } from '../../../../src/engine/engine.js';

const time = '2026-01-02T03:04:05.123456789Z';
const later = '2026-01-02T03:04:06.000000000Z';

function frame(stream: 'stdout' | 'stderr', content: string | Buffer, at = time): Buffer {
  const bytes = Buffer.concat([Buffer.from(`${at} `), Buffer.from(content)]);
  const header = Buffer.alloc(8);
  header.writeUInt8(stream === 'stdout' ? 1 : 2, 0);
  header.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([header, bytes]);
}

/** The bytes in pieces of that size, as a socket may give them. */
async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function collect(batches: AsyncIterable<readonly LogLine[]>): Promise<LogLine[]> {
  const collected: LogLine[] = [];
  for await (const lines of batches) collected.push(...lines);
  return collected;
}

describe('logs of a container without a terminal', () => {
  const bytes = Buffer.concat([
    frame('stdout', 'grüße 漢字\n'),
    frame('stderr', 'oh\n'),
    frame('stdout', '\n'),
    frame('stdout', 'no end'),
  ]);

  it.each([1, 7, 9, 1000])('are the same lines in whatever pieces they arrive (%i bytes)', async (size) => {
    expect(await collect(linesOfFrames(demultiplex(inPieces(bytes, size))))).toEqual([
      { stream: 'stdout', timestamp: time, text: 'grüße 漢字' },
      { stream: 'stderr', timestamp: time, text: 'oh' },
      { stream: 'stdout', timestamp: time, text: '' },
      { stream: 'stdout', timestamp: time, text: 'no end' },
    ]);
  });

  it('are put together when the engine cut a line within a character', async () => {
    const character = Buffer.from('漢');
    const cut = Buffer.concat([
      frame('stdout', Buffer.concat([Buffer.from('a'), character.subarray(0, 1)])),
      frame('stderr', 'between\n'),
      frame('stdout', Buffer.concat([character.subarray(1), Buffer.from('b\n')]), later),
    ]);
    expect(await collect(linesOfFrames(demultiplex(inPieces(cut, 1000))))).toEqual([
      { stream: 'stderr', timestamp: time, text: 'between' },
      { stream: 'stdout', timestamp: time, text: 'a漢b' },
    ]);
  });
});

describe('logs of a container with a terminal', () => {
  it('are put together where the engine cut a line', async () => {
    const long = 'x'.repeat(16_384);
    const bytes = Buffer.from(`${time} ${long}${later} ${long}${later} y\r\n`);
    const [line] = await collect(linesOfTerminal(inPieces(bytes, 1000)));
    expect(line).toEqual({ stream: 'stdout', timestamp: time, text: `${long}${long}y` });
  });

  it.each([1, 5, 1000])('are lines without the carriage return (%i bytes at a time)', async (size) => {
    const bytes = Buffer.from(`${time} ü one\r\n${later} two`);
    expect(await collect(linesOfTerminal(inPieces(bytes, size)))).toEqual([
      { stream: 'stdout', timestamp: time, text: 'ü one' },
      { stream: 'stdout', timestamp: later, text: 'two' },
    ]);
  });
});
