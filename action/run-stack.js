import { spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';

/** @param {string} name */
export const input = (name) => (process.env[`INPUT_${name.toUpperCase()}`] ?? '').trim();

/**
 * Runs `stack` for a copy of this job's own, and shows what it says.
 *
 * @param {string} copy
 * @param {readonly string[]} args
 */
export function runStack(copy, args) {
  const files = input('files')
    .split('\n')
    .map((file) => file.trim())
    .filter((file) => file !== '');
  const [program = 'stack', ...first] = (input('stack') || 'stack').split(/\s+/);
  const { status, stdout, error } = spawnSync(
    program,
    [...first, ...files.flatMap((file) => ['-f', file]), `--isolated=${copy}`, ...args],
    {
      cwd: input('working-directory') || '.',
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  if (error !== undefined) throw error;
  return { status: status ?? 1, stdout };
}

/**
 * Hands something on through one of the files that the runner reads: GITHUB_ENV, GITHUB_OUTPUT, GITHUB_STATE.
 *
 * @param {string} variable
 * @param {string} lines
 */
export function handOn(variable, lines) {
  const path = process.env[variable];
  if (path !== undefined && path !== '') appendFileSync(path, lines);
}
