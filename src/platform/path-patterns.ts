import dockerignore from '@balena/dockerignore';
import { isBelow } from './raw-path.js';

/** Patterns in the syntax of `.dockerignore`, for absolute paths. */
export interface PathPatterns {
  /** Whether a path, or a folder that it is in, is meant. */
  matches(path: string): boolean;
  /** Whether everything in a folder is meant. When in doubt it says no. */
  matchesAllIn(folder: string): boolean;
  /** Whether anything in a folder may be meant. When in doubt it says yes. */
  mayMatchIn(folder: string): boolean;
}

const noPatterns: PathPatterns = {
  matches: () => false,
  matchesAllIn: () => false,
  mayMatchIn: () => false,
};
export const anyPath: PathPatterns = {
  matches: () => true,
  matchesAllIn: () => true,
  mayMatchIn: () => true,
};

/** @param root absolute; patterns count from it, and nothing outside is meant */
export function pathPatterns(root: string, patterns: readonly string[]): PathPatterns {
  if (patterns.length === 0) return noPatterns;
  const compiled = dockerignore.default({ ignorecase: false }).add([...patterns]);
  const takenBack = patterns.flatMap((pattern) =>
    pattern.startsWith('!') ? [fixedPart(pattern.slice(1))] : [],
  );
  const meant = patterns.flatMap((pattern) => (pattern.startsWith('!') ? [] : [fixedPart(pattern)]));
  const matches = (path: string): boolean => isBelow(path, root) && compiled.ignores(within(root, path));
  return {
    matches,
    mayMatchIn: (folder) => meant.some((fixed) => isRelated(fixed, within(root, folder))),
    matchesAllIn: (folder) =>
      matches(folder) && !takenBack.some((fixed) => isRelated(fixed, within(root, folder))),
  };
}

/** Without what begins with a wildcard. */
function fixedPart(pattern: string): string {
  const names = pattern.replace(/^(\.?\/)+/, '').split('/');
  const wild = names.findIndex((name) => /[*?[\\]/.test(name));
  return (wild === -1 ? names : names.slice(0, wild)).filter((name) => name !== '').join('/');
}

const isRelated = (one: string, other: string): boolean =>
  one === '' || one === other || isBelow(one, other) || isBelow(other, one);

const within = (root: string, path: string): string => path.slice(root === '/' ? 1 : root.length + 1);
