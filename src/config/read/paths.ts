import { isAbsolute, join, resolve } from 'node:path';
import type { Reader, Reading } from './reader.js';
import { text } from './scalars.js';

type Folders = Pick<Reading, 'projectDirectory' | 'homeDirectory' | 'paths'>;

/** `~` is the home folder, everything relative counts from the project folder, absolute paths stay as they are, and all do where the reading asks for that. */
export function absolutePath(path: string, { projectDirectory, homeDirectory, paths }: Folders): string {
  if (paths === 'as written') return path;
  const expanded = expandHome(path, homeDirectory);
  return isAbsolute(expanded) || isWindowsPath(expanded) ? expanded : resolve(projectDirectory, expanded);
}

function expandHome(path: string, homeDirectory: string | undefined): string {
  if (homeDirectory === undefined || !(path === '~' || path.startsWith('~/'))) return path;
  return join(homeDirectory, path.slice(1));
}

export function isWindowsPath(path: string): boolean {
  return /^[A-Za-z]:[\\/]/.test(path) || path.startsWith('\\\\');
}

export const filePath: Reader<string> = (place) => {
  const written = text(place);
  return written === undefined ? undefined : absolutePath(written, place.reading);
};

/** A folder, or something remote that is not ours to resolve. */
export const buildContext: Reader<string> = (place) => {
  const written = text(place);
  if (written === undefined || written === '' || isRemoteContext(written)) return written;
  return absolutePath(written, place.reading);
};

/** A build context that is fetched, or made by another service, rather than read from a folder. */
export function isRemoteContext(context: string): boolean {
  return (
    context.includes('://') ||
    context.startsWith('github.com/') ||
    context.startsWith('git@') ||
    context.startsWith('service:')
  );
}
