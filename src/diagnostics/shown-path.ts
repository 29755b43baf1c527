import { relative } from 'node:path';

/** Relative when the file is below the working folder, absolute otherwise. */
export function shownPath(path: string, cwd: string): string {
  if (path.startsWith('<')) return path;
  const shorter = relative(cwd, path);
  return shorter === '' || shorter.startsWith('..') ? path : shorter;
}
