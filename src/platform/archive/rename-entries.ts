import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, pack } from 'tar-stream';

/** The same archive with another name for that which everything in it is below of. */
export function renameEntries(archive: AsyncIterable<Uint8Array>, from: string, to: string): Readable {
  const renamed = pack();
  const rename = (name: string): string => {
    const path = name.replace(/^\/+/, '');
    // `/` is called nothing at all.
    if (from === '' || from === '/') return `${to}/${path}`;
    return path === from || path.startsWith(`${from}/`) ? `${to}${path.slice(from.length)}` : path;
  };
  const run = async (): Promise<void> => {
    const entries = extract();
    const feeding = pipeline(archive, entries);
    feeding.catch((error: unknown) => renamed.destroy(asError(error)));
    for await (const entry of entries) {
      const { header } = entry;
      const name = rename(header.name);
      const linkname = header.type === 'link' ? rename(header.linkname) : header.linkname;
      if (header.size === 0) {
        entry.resume();
        renamed.entry({ ...header, name, linkname }, '');
      } else await pipeline(entry, renamed.entry({ ...header, name, linkname }));
    }
    await feeding;
    renamed.finalize();
  };
  run().catch((error: unknown) => renamed.destroy(asError(error)));
  return Readable.from(renamed, { objectMode: false });
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
