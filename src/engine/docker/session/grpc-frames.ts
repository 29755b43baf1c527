/** In bytes: whether a message is compressed, and its length. */
const prefix = 5;

/** The messages of a stream, each of which has whether it is compressed and its length in front. */
export async function* messagesIn(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= prefix) {
      const length = rest.readUInt32BE(1);
      if (rest.length < prefix + length) break;
      yield rest.subarray(prefix, prefix + length);
      rest = rest.subarray(prefix + length);
    }
  }
}

/** What goes in front of a message. Nothing is compressed. */
export function frameHead(message: Uint8Array): Buffer {
  const head = Buffer.alloc(prefix);
  head.writeUInt32BE(message.length, 1);
  return head;
}
