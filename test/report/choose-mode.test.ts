import { describe, expect, test } from 'vitest';
import { chooseMode, type ModeRequest } from '../../src/report/choose-mode.js';

const onTerminal: ModeRequest = {
  progress: 'auto',
  ansi: 'auto',
  stdoutIsTerminal: true,
  stderrIsTerminal: true,
  environment: { TERM: 'xterm-256color' },
};

describe('choosing how to report', () => {
  test('a terminal gets the live view in colours', () => {
    expect(chooseMode(onTerminal)).toEqual({ mode: 'tty', color: { stdout: true, stderr: true } });
  });

  test('what is not a terminal gets plain lines without colours', () => {
    const choice = chooseMode({ ...onTerminal, stdoutIsTerminal: false, stderrIsTerminal: false });
    expect(choice).toEqual({ mode: 'plain', color: { stdout: false, stderr: false } });
  });

  test('logs that are redirected to a file have no colours while the view beside them has', () => {
    const choice = chooseMode({ ...onTerminal, stdoutIsTerminal: false });
    expect(choice).toEqual({ mode: 'tty', color: { stdout: false, stderr: true } });
  });

  test('NO_COLOR takes the colours and leaves the live view', () => {
    const choice = chooseMode({ ...onTerminal, environment: { TERM: 'xterm', NO_COLOR: '1' } });
    expect(choice).toEqual({ mode: 'tty', color: { stdout: false, stderr: false } });
  });

  test('an empty NO_COLOR counts as not set', () => {
    expect(chooseMode({ ...onTerminal, environment: { NO_COLOR: '' } }).color.stderr).toBe(true);
  });

  test('--ansi never takes the live view too, even one that was asked for', () => {
    const choice = chooseMode({ ...onTerminal, progress: 'tty', ansi: 'never' });
    expect(choice).toEqual({ mode: 'plain', color: { stdout: false, stderr: false } });
  });

  test('--ansi always colours what goes to a file', () => {
    const choice = chooseMode({ ...onTerminal, ansi: 'always', stdoutIsTerminal: false });
    expect(choice.color.stdout).toBe(true);
  });

  test('a dumb terminal gets plain lines', () => {
    expect(chooseMode({ ...onTerminal, environment: { TERM: 'dumb' } }).mode).toBe('plain');
  });

  test.each(['plain', 'json', 'quiet'] as const)('--progress %s holds on a terminal', (progress) => {
    expect(chooseMode({ ...onTerminal, progress }).mode).toBe(progress);
  });
});
