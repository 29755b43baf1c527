import { pipeline } from 'node:stream/promises';
import { extract, type Header } from 'tar-stream';

/** Reads an uncompressed tar archive entry by entry; what is not read of a content is passed over. */
export async function eachEntry(
  archive: AsyncIterable<Uint8Array>,
  read: (header: Header, content: AsyncIterable<unknown>) => Promise<void>,
): Promise<void> {
  const entries = extract();
  const feeding = pipeline(archive, entries);
  feeding.catch(() => {});
  for await (const entry of entries) {
    await read(entry.header, entry);
    entry.resume();
  }
  await feeding;
}
