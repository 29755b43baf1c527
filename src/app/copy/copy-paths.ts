import { basename, dirname, isAbsolute, join, normalize } from 'node:path/posix';

/** One end of a copy, as it was written. */
export type CopyPlace =
  | { readonly kind: 'container'; readonly service: string; readonly path: string }
  | { readonly kind: 'host'; readonly path: string }
  /** A tar archive on standard input or output. */
  | { readonly kind: 'stream' };

/** `service:/path`, `-`, or a path here; one with a colon begins with `/` or `.`. */
export function copyPlace(text: string): CopyPlace {
  if (text === '-') return { kind: 'stream' };
  const colon = text.indexOf(':');
  if (isAbsolute(text) || text.startsWith('.') || colon <= 0) return { kind: 'host', path: text };
  return { kind: 'container', service: text.slice(0, colon), path: text.slice(colon + 1) };
}

/** What is known of an end when it was looked at. */
export interface CopyEnd {
  /** Absolute; `/` or `/.` at its end are kept. */
  readonly path: string;
  readonly kind: 'folder' | 'file' | 'nothing';
}

export type CopyPlan =
  /** Where the archive is to be unpacked, and what that is called there which it holds. */
  | { readonly kind: 'into'; readonly folder: string; readonly name: string }
  | { readonly kind: 'refused'; readonly because: string };

/** As `cp -r` and `docker cp` have it: into a folder that is there, else in the place of the name. */
export function planCopy(source: CopyEnd, destination: CopyEnd): CopyPlan {
  const name = lastName(source.path);
  if (destination.kind === 'folder') return { kind: 'into', folder: destination.path, name };
  if (destination.kind === 'file' && source.kind === 'folder')
    return { kind: 'refused', because: `cannot copy a folder to ${destination.path}, which is a file` };
  if (destination.kind === 'file' && asksForFolder(destination.path))
    return { kind: 'refused', because: `${destination.path} is not a folder` };
  if (destination.kind === 'nothing' && source.kind === 'file' && asksForFolder(destination.path))
    return { kind: 'refused', because: `the folder ${destination.path} does not exist` };
  const path = withoutEnd(destination.path);
  return { kind: 'into', folder: dirname(path), name: basename(path) };
}

/** What an archive of a path calls it: `.` for that which is in a folder, written with `/.` at the end. */
export function lastName(path: string): string {
  if (/(^|\/)\.$/.test(path)) return '.';
  const name = basename(normalize(path));
  return name === '/' ? '' : name;
}

/** Whether somebody who writes this means a folder. */
const asksForFolder = (path: string): boolean => /\/\.?$/.test(path);

const withoutEnd = (path: string): string => {
  const plain = path.replace(/\/\.?$/, '');
  return plain === '' ? '/' : plain;
};

/** Absolute, with `/` or `/.` at the end as it was written. */
export function absolutePath(path: string, from: string): string {
  const end = /\/\.$|^\.$/.test(path) ? '/.' : path.endsWith('/') ? '/' : '';
  const plain = normalize(isAbsolute(path) ? path : join(from, path)).replace(/(?<=.)\/$/, '');
  return plain === '/' ? `/${end === '/.' ? '.' : ''}` : plain + end;
}

/** Where a link leads that is at a path. */
export const linkedPath = (path: string, target: string): string =>
  isAbsolute(target) ? target : join(dirname(withoutEnd(path)), target);
