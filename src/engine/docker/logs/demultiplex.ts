/** Bytes of one of the two streams of a container. */
export interface LogFrame {
  readonly stream: 'stdout' | 'stderr';
  readonly bytes: Buffer;
}

/** Stream type (one byte), three unused bytes, length of what follows (four bytes, big-endian). */
const headerLength = 8;
const stderrType = 2;

/** Takes apart what the engine sends of a container without a terminal; each of its messages is one frame. */
export async function* demultiplex(chunks: AsyncIterable<Buffer>): AsyncGenerator<LogFrame> {
  let buffer: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    buffer = buffer.length === 0 ? chunk : Buffer.concat([buffer, chunk]);
    while (buffer.length >= headerLength) {
      const end = headerLength + buffer.readUInt32BE(4);
      if (buffer.length < end) break;
      const stream = buffer.readUInt8(0) === stderrType ? 'stderr' : 'stdout';
      yield { stream, bytes: buffer.subarray(headerLength, end) };
      buffer = buffer.subarray(end);
    }
  }
}
