declare const rawPathBrand: unique symbol;

/**
 * A path as the bytes that the file system has, one character for each: names need not be text of any encoding, and
 * must survive all the same. Absolute, with `/` between names.
 */
export type RawPath = string & { readonly [rawPathBrand]: never };

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of them are one byte
const onlyAscii = /^[\x00-\x7f]*$/;

/** From text, as files and people have it. */
export function rawPath(text: string): RawPath {
  // The only way to make one of a string: every byte is one character.
  return (onlyAscii.test(text) ? text : Buffer.from(text).toString('latin1')) as RawPath;
}

export const rawPathOfBytes = (bytes: Buffer): RawPath => bytes.toString('latin1') as RawPath;

export const bytesOf = (path: RawPath): Buffer => Buffer.from(path, 'latin1');

/** For people and patterns; bytes that are no text become U+FFFD. */
export const textOf = (path: RawPath): string => (onlyAscii.test(path) ? path : bytesOf(path).toString());

export const childOf = (folder: RawPath, name: RawPath): RawPath =>
  (folder === '/' ? `/${name}` : `${folder}/${name}`) as RawPath;

/** `/` for what is in it, and for itself. */
export const parentOf = (path: RawPath): RawPath => (path.slice(0, path.lastIndexOf('/')) || '/') as RawPath;

export const nameOf = (path: RawPath): RawPath => path.slice(path.lastIndexOf('/') + 1) as RawPath;

export const isBelow = (path: string, folder: string): boolean =>
  path.startsWith(folder === '/' ? '/' : `${folder}/`) && path !== folder;
