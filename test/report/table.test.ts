import { expect, test } from 'vitest';
import { renderTable } from '../../src/report/table.js';

test('columns are as wide as their widest cell and a gap of three', () => {
  expect(
    renderTable(
      ['NAME', 'PORTS'],
      [
        ['a-rather-long-name', '80'],
        ['b', ''],
      ],
    ),
  ).toBe('NAME                 PORTS\na-rather-long-name   80\nb\n');
});

test('an empty table has the headers of an empty docker table', () => {
  expect(renderTable(['NAME', 'IMAGE', 'STATUS'], [])).toBe('NAME      IMAGE     STATUS\n');
});

test('wide characters take two cells', () => {
  expect(renderTable(['A', 'B'], [['日本語日本語', 'x']])).toBe('A              B\n日本語日本語   x\n');
});
