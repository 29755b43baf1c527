import type { LogLine } from '../../engine.js';
import type { LogFrame } from './demultiplex.js';

const lineFeed = 0x0a;
/** What the engine puts before each message when asked for timestamps. */
const timestamp = /^(\d{4}-\d\d-\d\dT\S+) /;
/** Bytes after which the engine cuts a line. */
const messageLength = 16_384;
/** Longer than any timestamp of RFC 3339 with nanoseconds and a zone. */
const timestampRoom = 40;

interface Unfinished {
  readonly timestamp: string;
  readonly parts: Buffer[];
}

/**
 * Lines of a container without a terminal. The engine cuts long lines into several messages, each with a
 * timestamp of its own and not minding characters: their bytes are put together again before they become text.
 */
export async function* linesOfFrames(frames: AsyncIterable<LogFrame>): AsyncGenerator<LogLine> {
  const unfinished = new Map<LogFrame['stream'], Unfinished>();
  for await (const { stream, bytes } of frames) {
    const message = splitTimestamp(bytes);
    let line = unfinished.get(stream) ?? { timestamp: message.timestamp, parts: [] };
    let rest = message.content;
    for (let end = rest.indexOf(lineFeed); end >= 0; end = rest.indexOf(lineFeed)) {
      line.parts.push(rest.subarray(0, end));
      yield finish(stream, line);
      line = { timestamp: message.timestamp, parts: [] };
      rest = rest.subarray(end + 1);
    }
    if (rest.length > 0) line.parts.push(rest);
    if (line.parts.length > 0) unfinished.set(stream, line);
    else unfinished.delete(stream);
  }
  for (const [stream, line] of unfinished) yield finish(stream, line);
}

/** Lines of a container with a terminal: one stream of bytes, in which each line starts with its timestamp. */
export async function* linesOfTerminal(chunks: AsyncIterable<Buffer>): AsyncGenerator<LogLine> {
  let parts: Buffer[] = [];
  for await (const chunk of chunks) {
    let rest = chunk;
    for (let end = rest.indexOf(lineFeed); end >= 0; end = rest.indexOf(lineFeed)) {
      parts.push(rest.subarray(0, end));
      yield terminalLine(parts);
      parts = [];
      rest = rest.subarray(end + 1);
    }
    if (rest.length > 0) parts.push(rest);
  }
  if (parts.length > 0) yield terminalLine(parts);
}

/** A terminal ends lines with CR LF. */
function terminalLine(parts: readonly Buffer[]): LogLine {
  const { timestamp, content } = splitTimestamp(Buffer.concat(parts));
  return { stream: 'stdout', timestamp, text: rejoin(content).toString('utf8').replace(/\r$/, '') };
}

/** A cut line has, without frames, the timestamps of its later messages in its midst. */
function rejoin(content: Buffer): Buffer {
  const parts: Buffer[] = [];
  let rest = content;
  while (rest.length > messageLength) {
    const next = splitTimestamp(rest.subarray(messageLength));
    if (next.timestamp === '') break;
    parts.push(rest.subarray(0, messageLength));
    rest = next.content;
  }
  return Buffer.concat([...parts, rest]);
}

function finish(stream: LogFrame['stream'], { timestamp, parts }: Unfinished): LogLine {
  return { stream, timestamp, text: Buffer.concat(parts).toString('utf8') };
}

function splitTimestamp(bytes: Buffer): { readonly timestamp: string; readonly content: Buffer } {
  const found = timestamp.exec(bytes.subarray(0, timestampRoom).toString('latin1'));
  if (found?.[1] === undefined) return { timestamp: '', content: bytes };
  return { timestamp: found[1], content: bytes.subarray(found[0].length) };
}
