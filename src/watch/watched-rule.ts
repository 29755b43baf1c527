import { join } from 'node:path';
import type { Service, WatchRule } from '../model/project.js';
import { anyPath, type PathPatterns, pathPatterns } from '../platform/path-patterns.js';
import { isBelow, type RawPath, rawPath, textOf } from '../platform/raw-path.js';
import { isOfAnEditor } from './editor-files.js';

/** A rule of `develop.watch`, ready to be asked about paths. */
export interface WatchedRule {
  readonly service: string;
  /** In the list of its service. */
  readonly index: number;
  readonly rule: WatchRule;
  /** Where to begin: the path of the rule, or that of it which comes before the first wildcard. */
  readonly root: RawPath;
  /** Whether a change of that path is one of the rule. */
  includes(path: RawPath): boolean;
  /** Whether anything in a folder may be. */
  descends(folder: RawPath): boolean;
  /** Where a path goes to in a container; undefined where the rule copies nothing. */
  targetOf(path: RawPath): RawPath | undefined;
}

export interface RuleSurroundings {
  /** What the build of the service leaves out, as it is written. */
  readonly ignoreFile: string;
  /** Whether the path of the rule is to be taken as it is. */
  readonly isLiteral: boolean;
}

/** Compiles a rule as docker compose understands it; wildcards in the path are ours. */
export function watchedRule(
  service: Service,
  index: number,
  rule: WatchRule,
  { ignoreFile, isLiteral }: RuleSurroundings,
): WatchedRule {
  const { root, selected } = isLiteral ? { root: rule.path, selected: anyPath } : selectedBy(rule.path);
  const include =
    rule.include === undefined || rule.include.length === 0 || rule.include.includes('*')
      ? anyPath
      : pathPatterns(root, rule.include);
  const ignored: readonly PathPatterns[] = [
    pathPatterns(root, withoutAll(rule.ignore ?? [])),
    pathPatterns(service.build?.context ?? '/', withoutAll(patternsIn(ignoreFile))),
  ];
  const rawRoot = rawPath(root);
  const { target } = rule;
  const isWithin = (path: RawPath): boolean => path === rawRoot || isBelow(path, rawRoot);
  return {
    service: service.name,
    index,
    rule,
    root: rawRoot,
    includes: (path) => {
      if (!isWithin(path)) return false;
      const text = textOf(path);
      if (isLeftOut(text.slice(root.length))) return false;
      if (path === rawRoot) return selected === anyPath;
      return (
        selected.matches(text) && include.matches(text) && !ignored.some((patterns) => patterns.matches(text))
      );
    },
    descends: (folder) => {
      if (!isWithin(folder)) return isBelow(rawRoot, folder);
      const text = textOf(folder);
      return !isLeftOut(text.slice(root.length)) && !ignored.some((patterns) => patterns.matchesAllIn(text));
    },
    targetOf: (path) =>
      target === undefined ? undefined : (join(rawPath(target), path.slice(rawRoot.length)) as RawPath),
  };
}

/** A path with wildcards. */
function selectedBy(path: string): { readonly root: string; readonly selected: PathPatterns } {
  const names = path.split('/');
  const wild = names.findIndex(hasWildcards);
  const root = names.slice(0, wild).join('/') || '/';
  return { root, selected: pathPatterns(root, [names.slice(wild).join('/')]) };
}

/** Git's own files, and what editors make for themselves. */
const isLeftOut = (within: string): boolean =>
  within.split('/').some((name) => name === '.git' || isOfAnEditor(name));

/**
 * docker compose takes a pattern `*` for none, and with it all others that take nothing back: whoever lists in a
 * `.dockerignore` what belongs to an image has everything watched all the same.
 */
const withoutAll = (patterns: readonly string[]): readonly string[] =>
  patterns.includes('*') ? patterns.filter((pattern) => pattern.startsWith('!')) : patterns;

const patternsIn = (ignoreFile: string): readonly string[] =>
  ignoreFile
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

/** Whether a path may stand for several. */
export const hasWildcards = (path: string): boolean => /[*?[]/.test(path);

/** Whether the engine shows the folder in the containers already: then there is nothing to copy. */
export const isMounted = (service: Service, path: string): boolean =>
  (service.volumes ?? []).some(
    ({ type, source }) =>
      type === 'bind' && source !== undefined && (path === source || isBelow(path, source)),
  );

/** Absolute path of the file that a service is built by; undefined where it is not built from a file here. */
export function dockerfileOf({ build }: Service): string | undefined {
  if (build?.context?.startsWith('/') !== true || build.dockerfile_inline !== undefined) return undefined;
  const { context, dockerfile = 'Dockerfile' } = build;
  return dockerfile.startsWith('/') ? dockerfile : join(context, dockerfile);
}
