/** What stands before the content of an entry. Names are bytes: file systems and tar archives know no encoding. */
export interface TarEntry {
  readonly name: Uint8Array;
  readonly type: 'file' | 'folder' | 'link' | 'volume-label';
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** In bytes; absent: it has no content. */
  readonly size?: number;
  /** Milliseconds since the epoch; the archive keeps seconds. */
  readonly modified: number;
  /** Where a symbolic link leads. */
  readonly linkName?: Uint8Array;
}

const block = 512;
const maxName = 100;
/** What eleven octal digits can say; a larger file has its size in a record of its own. */
const maxOctal = 0o77777777777;
const typeFlags = { file: '0', link: '2', folder: '5', 'volume-label': 'V' } as const;

/** Ends an archive. */
export const tarEnd: Uint8Array = new Uint8Array(2 * block);

/** The header of an entry in POSIX form, with records in PAX form where a name or a size does not fit. */
export function tarHeader(entry: TarEntry): Uint8Array {
  const { name, linkName = new Uint8Array(), size = 0 } = entry;
  const records = [
    ...(name.length > maxName ? [paxRecord('path', name)] : []),
    ...(linkName.length > maxName ? [paxRecord('linkpath', linkName)] : []),
    ...(size > maxOctal ? [paxRecord('size', Buffer.from(String(size)))] : []),
  ];
  const header = posixHeader({ ...entry, size: Math.min(size, maxOctal) }, typeFlags[entry.type]);
  if (records.length === 0) return header;
  const extension = Buffer.concat(records);
  const before = posixHeader({ ...entry, name: Buffer.from('pax'), size: extension.length }, 'x');
  return Buffer.concat([before, extension, tarPadding(extension.length), header]);
}

/** What follows a content of so many bytes. */
export const tarPadding = (size: number): Uint8Array => new Uint8Array((block - (size % block)) % block);

function posixHeader(
  { name, mode, uid, gid, size = 0, modified, linkName }: TarEntry,
  typeFlag: string,
): Buffer {
  const header = Buffer.alloc(block);
  const octal = (value: number, offset: number, length: number): void => {
    header.write(
      `${Math.floor(value)
        .toString(8)
        .padStart(length - 1, '0')}\0`,
      offset,
      'latin1',
    );
  };
  header.set(name.subarray(0, maxName), 0);
  octal(mode, 100, 8);
  octal(uid, 108, 8);
  octal(gid, 116, 8);
  octal(size, 124, 12);
  octal(Math.max(0, modified / 1000), 136, 12);
  header.write('        ', 148, 'latin1');
  header.write(typeFlag, 156, 'latin1');
  if (linkName !== undefined) header.set(linkName.subarray(0, maxName), 157);
  header.write('ustar\u000000', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

/** `LENGTH KEY=VALUE\n`, where the length counts itself. */
function paxRecord(key: string, value: Uint8Array): Uint8Array {
  const rest = Buffer.concat([Buffer.from(` ${key}=`), value, Buffer.from('\n')]);
  let length = rest.length;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}
