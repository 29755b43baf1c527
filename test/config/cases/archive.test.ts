import { describe, expect, test } from 'vitest';
import { parseArchive, renderArchive } from './archive.js';

describe('an archive', () => {
  test('holds folders with files, whose text it does not change', () => {
    const folders = new Map([
      [
        'a title',
        { 'compose.yaml': 'services:\n  web: {}\n---\n-- \n', 'empty.env': '', 'tail.txt': 'a\n\n\n' },
      ],
      ['another: one', { 'sub/dir/b.yaml': '\ufeff\r\n  # comment\n' }],
    ]);
    expect(parseArchive(renderArchive(folders))).toEqual(folders);
  });

  test('begins with a remark, and has a blank line between folders', () => {
    const text = '# Remark.\n\n== one\n-- a\n1\n\n== two\n-- b\n2\n';
    expect([...parseArchive(text)]).toEqual([
      ['one', { a: '1\n' }],
      ['two', { b: '2\n' }],
    ]);
  });

  test('with two folders of one name is refused', () => {
    expect(() => parseArchive('== one\n-- a\n1\n\n== one\n-- a\n2\n')).toThrow('two are called "one"');
  });
});
