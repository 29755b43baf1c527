import { describe, expect, test } from 'vitest';
import { writeYaml } from '../../../src/config/yaml/write-yaml.js';

describe('a text', () => {
  test.each([
    ['plain', 'plain'],
    ['', '""'],
    ['.', '.'],
    ['-', "'-'"],
    ['--flag', '--flag'],
    ['---', "'---'"],
    ['*', "'*'"],
    ['a: b', "'a: b'"],
    ['a:b', 'a:b'],
    ['a #b', "'a #b'"],
    ['a#b', 'a#b'],
    ["it's", "it's"],
    ["'it's", "'''it''s'"],
    ['say "x"', 'say "x"'],
    [' a', "' a'"],
    ['a ', "'a '"],
    ['a\tb', '"a\\tb"'],
    ['a\u0085b', '"a\\Nb"'],
    ['a\u007fb', '"a\\x7Fb"'],
    ['\ufeffa', '"\\uFEFFa"'],
    ['😀', '"\\U0001F600"'],
    ['äöü\u00a0', 'äöü\u00a0'],
    ['true', '"true"'],
    ['y', '"y"'],
    ['12', '"12"'],
    ['017', '"017"'],
    ['1_000', '"1_000"'],
    ['1e3', '"1e3"'],
    ['.nan', '".nan"'],
    ['12:30', '"12:30"'],
    ['12:60', '12:60'],
    ['2001-01-01', '"2001-01-01"'],
    ['~', '"~"'],
  ])('%j is written %s', (value, text) => {
    expect(writeYaml({ k: value })).toBe(`k: ${text}\n`);
  });

  test.each([
    ['a\nb', '|-\n  a\n  b\n'],
    ['a\nb\n', '|\n  a\n  b\n'],
    ['a\nb\n\n', '|+\n  a\n  b\n\n'],
    ['\n', '|2+\n\n'],
    ['\na', '|2-\n\n  a\n'],
    [' a\nb', '|2-\n   a\n  b\n'],
    ['a\n\n\nb', '|-\n  a\n\n\n  b\n'],
    ['a\tx\nb', '|-\n  a\tx\n  b\n'],
    ['a \nb', '"a \\nb"\n'],
    ['a\nb ', '"a\\nb "\n'],
    ['a\r\nb', '"a\\r\\nb"\n'],
  ])('of several lines, %j, is a block where a block can hold it', (value, text) => {
    expect(writeYaml({ k: value })).toBe(`k: ${text}`);
  });
});

test('a float of a million and more has an exponent, a whole number has none', () => {
  expect(writeYaml([1000000, 1000000.5, 0.00001, 1.25])).toBe(
    '- 1000000\n- 1.0000005e+06\n- 1e-05\n- 1.25\n',
  );
});

test('collections are indented below their key, and stand behind the dash in a list', () => {
  const value = { empty: {}, none: [], list: [{ a: 1, b: [[1, [2]], null] }], map: { 'a b': true } };
  expect(writeYaml(value)).toBe(
    `empty: {}
none: []
list:
  - a: 1
    b:
      - - 1
        - - 2
      - null
map:
  a b: true
`,
  );
});

test('the indentation can be another', () => {
  expect(writeYaml({ a: { b: ['x', { c: '\n' }] } }, { indent: '    ' })).toBe(
    'a:\n    b:\n        - x\n        - c: |4+\n\n',
  );
});

test('a key of several lines or of more than 128 bytes has a mark of its own', () => {
  const long = 'k'.repeat(129);
  expect(writeYaml({ 'a\nb': 1, [long]: { c: 2 }, ['k'.repeat(128)]: 3 })).toBe(
    `? |-\n  a\n  b\n: 1\n? ${long}\n: c: 2\n${'k'.repeat(128)}: 3\n`,
  );
});
