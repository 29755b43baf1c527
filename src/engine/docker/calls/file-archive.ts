import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import type { FileToCopy } from '../../engine.js';

/**
 * An uncompressed tar archive: a compressed one would be unpacked by a program, run as root by the engine. The
 * folders on the way are made by the engine where they are missing.
 */
export function fileArchive(files: readonly FileToCopy[], modified: Date): Readable {
  const archive = pack();
  for (const { path, content, uid, gid, mode } of files)
    archive.entry({ name: path.replace(/^\/+/, ''), uid, gid, mode, mtime: modified }, Buffer.from(content));
  archive.finalize();
  return Readable.from(archive, { objectMode: false });
}
