/** Bytes of one of the two streams of a container. */
export interface LogFrame {
  readonly stream: 'stdout' | 'stderr';
  readonly bytes: Buffer;
}

/** Stream type (one byte), three unused bytes, length of what follows (four bytes, big-endian). */
const headerLength = 8;
const stderrType = 2;

/**
 * Takes apart what the engine sends of a container without a terminal; each of its messages is one frame. Gives the
 * frames that came at once.
 */
export async function* demultiplex(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly LogFrame[]> {
  let buffer: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    buffer = buffer.length === 0 ? chunk : Buffer.concat([buffer, chunk]);
    const frames: LogFrame[] = [];
    let start = 0;
    while (buffer.length - start >= headerLength) {
      const end = start + headerLength + buffer.readUInt32BE(start + 4);
      if (buffer.length < end) break;
      const stream = buffer.readUInt8(start) === stderrType ? 'stderr' : 'stdout';
      frames.push({ stream, bytes: buffer.subarray(start + headerLength, end) });
      start = end;
    }
    buffer = buffer.subarray(start);
    if (frames.length > 0) yield frames;
  }
}
