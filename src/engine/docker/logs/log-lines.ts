import type { LogLine } from '../../engine.js';
import type { LogFrame } from './demultiplex.js';

const lineFeed = 0x0a;
const spaceByte = 0x20;
/** What the engine puts before each message when asked for timestamps. */
const timestamp = /^\d{4}-\d\d-\d\dT\S+$/;
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
export async function* linesOfFrames(
  batches: AsyncIterable<readonly LogFrame[]>,
): AsyncGenerator<readonly LogLine[]> {
  const unfinished = new Map<LogFrame['stream'], Unfinished>();
  for await (const frames of batches) {
    const lines: LogLine[] = [];
    for (const { stream, bytes } of frames) {
      const message = splitTimestamp(bytes);
      let line = unfinished.get(stream) ?? { timestamp: message.timestamp, parts: [] };
      let rest = message.content;
      for (let end = rest.indexOf(lineFeed); end >= 0; end = rest.indexOf(lineFeed)) {
        line.parts.push(rest.subarray(0, end));
        lines.push(finish(stream, line));
        line = { timestamp: message.timestamp, parts: [] };
        rest = rest.subarray(end + 1);
      }
      if (rest.length > 0) line.parts.push(rest);
      if (line.parts.length > 0) unfinished.set(stream, line);
      else unfinished.delete(stream);
    }
    if (lines.length > 0) yield lines;
  }
  const last = [...unfinished].map(([stream, line]) => finish(stream, line));
  if (last.length > 0) yield last;
}

/** Lines of a container with a terminal: one stream of bytes, in which each line starts with its timestamp. */
export async function* linesOfTerminal(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly LogLine[]> {
  let parts: Buffer[] = [];
  for await (const chunk of chunks) {
    const lines: LogLine[] = [];
    let rest = chunk;
    for (let end = rest.indexOf(lineFeed); end >= 0; end = rest.indexOf(lineFeed)) {
      parts.push(rest.subarray(0, end));
      lines.push(terminalLine(parts));
      parts = [];
      rest = rest.subarray(end + 1);
    }
    if (rest.length > 0) parts.push(rest);
    if (lines.length > 0) yield lines;
  }
  if (parts.length > 0) yield [terminalLine(parts)];
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
  const [only] = parts;
  const bytes = parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
  return { stream, timestamp, text: bytes.toString('utf8') };
}

function splitTimestamp(bytes: Buffer): { readonly timestamp: string; readonly content: Buffer } {
  const space = bytes.indexOf(spaceByte);
  if (space < 0 || space > timestampRoom) return { timestamp: '', content: bytes };
  const text = bytes.toString('latin1', 0, space);
  return timestamp.test(text)
    ? { timestamp: text, content: bytes.subarray(space + 1) }
    : { timestamp: '', content: bytes };
}
