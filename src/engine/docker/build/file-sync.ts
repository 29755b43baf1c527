import { createReadStream, lstatSync, readFileSync, type Stats } from 'node:fs';
import { FolderFingerprint, type FolderRead } from '../../../platform/folder-fingerprint.js';
import { type FolderRequest, walkFolder } from '../../../platform/walk-folder.js';
import { type GrpcCall, GrpcError, type GrpcMethods, grpcStatus } from '../session/grpc-call.js';
import { fieldsByNumber } from '../session/protobuf-fields.js';
import { protobufMessage } from '../session/protobuf-message.js';

/** A file that is nowhere on the disk. */
export interface VirtualFile {
  readonly name: string;
  readonly content: string;
}

/** What the builder may read under a name: a folder of the host, or files that are made up. */
export type SyncedSource =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'files'; readonly files: readonly VirtualFile[] };

/** `fsutil.types.Packet`: what is told of files, what is asked for, what is in them. */
const packet = { type: 1, stat: 2, id: 3, data: 4 } as const;
const packetType = { stat: 0, request: 1, data: 2, end: 3, error: 4 } as const;
/** `fsutil.types.Stat`. */
const stat = { path: 1, mode: 2, size: 5, modified: 6, linkTarget: 7 } as const;
/** Bits of Go's `FileMode` beside the nine of permissions. */
const goMode = { folder: 2 ** 31, link: 2 ** 27, setuid: 2 ** 23, setgid: 2 ** 22, sticky: 2 ** 20 } as const;

const chunkSize = 256 * 1024;

/**
 * Gives the builder the files that it asks for, and only those that it has not from a build before: it is told what
 * there is, and asks for what is different. The protocol is that of BuildKit's `FileSync.DiffCopy`.
 *
 * @param onRead is told what of a folder was told, once that is all
 */
export const fileSync = (
  sources: Readonly<Record<string, SyncedSource>>,
  onRead: (read: FolderRead) => void,
): GrpcMethods => ({
  '/moby.filesync.v1.FileSync/DiffCopy': async (call) => {
    const name = call.metadata('dir-name')[0] ?? '';
    const source = sources[name];
    if (source === undefined) throw new GrpcError(`no folder is called ${name}`, grpcStatus.notFound);
    await new Transfer(call, source, onRead).run(folderRequest(call));
  },
});

const folderRequest = (call: GrpcCall): FolderRequest => ({
  include: decoded(call, 'include-patterns'),
  exclude: decoded(call, 'exclude-patterns'),
  follow: decoded(call, 'followpaths'),
});

/** Values that headers cannot have as they are come encoded, which another header says. */
function decoded({ metadata }: GrpcCall, key: string): readonly string[] {
  const values = metadata(key);
  return metadata(`${key}-encoded`).length === 0 ? values : values.map(decodeURIComponent);
}

/** What can be asked for: a file of the host by its path, or a content. */
type Readable = { readonly path: string } | { readonly content: Buffer };

class Transfer {
  readonly #readable = new Map<number, Readable>();
  #count = 0;

  constructor(
    private readonly call: GrpcCall,
    private readonly source: SyncedSource,
    private readonly onRead: (read: FolderRead) => void,
  ) {}

  async run(request: FolderRequest): Promise<void> {
    // What is asked for may come before everything has been told.
    const answering = this.#answer();
    await Promise.all([this.#tell(request), answering]);
  }

  async #tell(request: FolderRequest): Promise<void> {
    if (this.source.kind === 'files') {
      for (const { name, content } of this.source.files) {
        if (request.include.length > 0 && !request.include.includes(name)) continue;
        const bytes = Buffer.from(content);
        this.#readable.set(this.#count, { content: bytes });
        await this.#tellEntry([
          [stat.path, name],
          [stat.mode, 0o644],
          [stat.size, bytes.length],
        ]);
      }
    } else {
      const fingerprint = new FolderFingerprint();
      for await (const entry of walkFolder(this.source.path, request)) {
        const { path, stats, linkTarget } = entry;
        fingerprint.add(entry);
        if (stats.isFile()) this.#readable.set(this.#count, { path: `${this.source.path}/${path}` });
        await this.#tellEntry([
          [stat.path, path],
          [stat.mode, goModeOf(stats)],
          [stat.size, stats.isFile() ? stats.size : 0],
          [stat.modified, nanoseconds(stats.mtimeMs)],
          [stat.linkTarget, linkTarget],
        ]);
      }
      this.onRead({ path: this.source.path, request, ...fingerprint.result() });
    }
    // That was all.
    await this.call.send(protobufMessage([]));
  }

  async #tellEntry(fields: Parameters<typeof protobufMessage>[0]): Promise<void> {
    this.#count += 1;
    await this.call.send(protobufMessage([[packet.stat, protobufMessage(fields)]]));
  }

  async #answer(): Promise<void> {
    for await (const message of this.call.messages) {
      const fields = fieldsByNumber(message);
      const id = Number(fields.get(packet.id) ?? 0);
      switch (Number(fields.get(packet.type) ?? 0)) {
        case packetType.request:
          await this.#give(id);
          break;
        case packetType.end:
          await this.call.send(protobufMessage([[packet.type, packetType.end]]));
          return;
        case packetType.error:
          throw new GrpcError(String(fields.get(packet.data) ?? ''), grpcStatus.unknown);
        default:
      }
    }
  }

  async #give(id: number): Promise<void> {
    const readable = this.#readable.get(id);
    if (readable === undefined) throw new GrpcError(`no file has the number ${id}`, grpcStatus.notFound);
    for await (const data of 'content' in readable ? [readable.content] : piecesOf(readable.path))
      if (data.length > 0) await this.#send(id, data);
    await this.#send(id, Buffer.alloc(0));
  }

  #send(id: number, data: Buffer): Promise<void> {
    const content = data.length === 0 ? undefined : data;
    return this.call.send(
      protobufMessage([
        [packet.type, packetType.data],
        [packet.id, id],
        [packet.data, content],
      ]),
    );
  }
}

/** Small files at once: for many of them, whatever is asynchronous takes several times as long. */
function piecesOf(path: string): Iterable<Buffer> | AsyncIterable<Buffer> {
  return lstatSync(path).size <= chunkSize
    ? [readFileSync(path)]
    : createReadStream(path, { highWaterMark: chunkSize });
}

function goModeOf(stats: Stats): number {
  const { mode } = stats;
  const kind = stats.isDirectory() ? goMode.folder : stats.isSymbolicLink() ? goMode.link : 0;
  const special =
    (mode & 0o4000 ? goMode.setuid : 0) +
    (mode & 0o2000 ? goMode.setgid : 0) +
    (mode & 0o1000 ? goMode.sticky : 0);
  return kind + special + (mode & 0o777);
}

const nanoseconds = (milliseconds: number): bigint => {
  const whole = Math.floor(milliseconds);
  return BigInt(whole) * 1_000_000n + BigInt(Math.round((milliseconds - whole) * 1e6));
};
