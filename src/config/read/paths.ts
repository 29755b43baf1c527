import { isAbsolute, join, resolve } from 'node:path';
import type { Reader, Reading } from './reader.js';
import { text } from './scalars.js';

type Folders = Pick<Reading, 'projectDirectory' | 'homeDirectory' | 'paths'>;

/** `~` is the home folder, everything relative counts from the project folder, absolute paths stay as they are, and all do where the reading asks for that. */
function localPath(path: string, { projectDirectory, homeDirectory, paths }: Folders): string {
  return paths === 'as written' ? path : resolvePath(projectDirectory, expandHome(path, homeDirectory));
}

/** A path that the engine reads, which may be on Windows. */
export function absolutePath(path: string, folders: Folders): string {
  return isWindowsPath(path) ? path : localPath(path, folders);
}

/** Absolute paths are not cleaned of anything. */
function resolvePath(folder: string, path: string): string {
  return isAbsolute(path) ? path : resolve(folder, path);
}

function expandHome(path: string, homeDirectory: string | undefined): string {
  if (homeDirectory === undefined || !path.startsWith('~')) return path;
  return join(homeDirectory, path.slice(1));
}

export function isWindowsPath(path: string): boolean {
  return /^[A-Za-z]:[\\/]/.test(path) || path.startsWith('\\\\');
}

export const filePath: Reader<string> = (place) => {
  const written = text(place);
  return written === undefined ? undefined : localPath(written, place.reading);
};

export const hostPath: Reader<string> = (place) => {
  const written = text(place);
  return written === undefined ? undefined : absolutePath(written, place.reading);
};

/** A folder, or something remote that is not ours to resolve. */
export const buildContext: Reader<string> = (place) => {
  const written = text(place);
  if (written === undefined || written === '' || isRemoteContext(written)) return written;
  return localPath(written, place.reading);
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
