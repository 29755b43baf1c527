import { describe, expect, test } from 'vitest';
import { parseByteSize } from '../../../src/config/format/byte-size.js';
import { formatDuration, parseDuration } from '../../../src/config/format/duration.js';
import { splitShellWords } from '../../../src/config/format/shell-words.js';

describe('durations', () => {
  test.each([
    ['90s', '1m30s'],
    ['1.5d', '36h0m0s'],
    ['0', '0s'],
    ['1w', '168h0m0s'],
    ['1500ms', '1.5s'],
    ['1h2m3.004s', '1h2m3.004s'],
    ['250us', '250µs'],
    ['1.5ms', '1.5ms'],
    ['.5s', '500ms'],
    ['+1s', '1s'],
    ['-1m30s', '-1m30s'],
    ['-0', '0s'],
  ])('%s is printed as %s', (written, printed) => {
    const duration = parseDuration(written);
    expect(duration === undefined ? undefined : formatDuration(duration)).toBe(printed);
  });

  test.each(['10', '1y', '1h 30m', '', 's', '.s', '+', '9999999h'])('%j is not a duration', (written) => {
    expect(parseDuration(written)).toBeUndefined();
  });
});

describe('sizes', () => {
  test.each([
    ['10 MB', 10_485_760n],
    ['1kib', 1024n],
    ['.5m', 524_288n],
    ['1P', 2n ** 50n],
    ['123', 123n],
    ['64b', 64n],
    ['+1k', 1024n],
    ['-0', 0n],
    ['1e3k', 1_024_000n],
    ['1 ', 1n],
    ['1024p', 2n ** 60n],
  ])('%s is %s bytes', (written, bytes) => {
    expect(parseByteSize(written)).toBe(bytes);
  });

  test.each(['-1', '', 'm', '10 x', '1  m', '1m ', '9999999p'])('%j is not a size', (written) => {
    expect(parseByteSize(written)).toBeUndefined();
  });
});

describe('commands', () => {
  test.each([
    ['echo "a b" c', ['echo', 'a b', 'c']],
    ["it\\'s 'a \"b\"'", ["it's", 'a "b"']],
    ['a "" b', ['a', '', 'b']],
    ['$HOME `ls -l` $(ls -l)', ['$HOME', '`ls -l`', '$(ls -l)']],
    ['', []],
  ])('%s splits into words', (written, words) => {
    expect(splitShellWords(written)).toEqual({ words });
  });

  test('a command ends at an unquoted operator, whose place is told', () => {
    expect(splitShellWords('echo a; echo b')).toEqual({ words: ['echo', 'a'], endedAt: 6 });
    expect(splitShellWords('run 2>log')).toEqual({ words: ['run'], endedAt: 5 });
    expect(splitShellWords('echo "a;b"')).toEqual({ words: ['echo', 'a;b'] });
  });

  test.each(['(a)', "it's", '"open', 'end\\'])('%s cannot be split', (written) => {
    expect(splitShellWords(written)).toBeUndefined();
  });
});
