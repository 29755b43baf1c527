import fc from 'fast-check';
import { Plain, type Tree } from './tree.js';

/** Values in all the ways in which docker compose lets them be written, and in a few in which it does not. */

export const pick = <Value extends Tree>(...values: readonly Value[]) => fc.constantFrom(...values);

/** Mostly the first, now and then one of the others. */
export function mostly(usual: fc.Arbitrary<Tree>, ...others: readonly fc.Arbitrary<Tree>[]) {
  return fc.oneof(
    { weight: 150 * Math.max(others.length, 1), arbitrary: usual },
    ...others.map((arbitrary) => ({ weight: 1, arbitrary })),
  );
}

export const oneOf = (...arbitraries: readonly fc.Arbitrary<Tree>[]): fc.Arbitrary<Tree> =>
  fc.oneof(...arbitraries);

export const list = (item: fc.Arbitrary<Tree>, maxLength = 3): fc.Arbitrary<Tree> =>
  fc.array(item, { maxLength });

export const uniqueList = (item: fc.Arbitrary<Tree>, maxLength = 3): fc.Arbitrary<Tree> =>
  fc.uniqueArray(item, { maxLength, selector: (value) => JSON.stringify(value) });

/** A mapping with some of the keys. */
export function some(
  arbitraries: Readonly<Record<string, fc.Arbitrary<Tree>>>,
  { min = 0, max = 4 }: { readonly min?: number; readonly max?: number } = {},
): fc.Arbitrary<{ readonly [key: string]: Tree }> {
  return fc
    .subarray(Object.keys(arbitraries), {
      minLength: min,
      maxLength: Math.min(max, Object.keys(arbitraries).length),
    })
    .chain((keys) =>
      fc.record(Object.fromEntries(keys.map((key) => [key, arbitraries[key] ?? fc.constant(null)]))),
    );
}

/** A mapping with all of the first keys and some of the others. */
export function withSome(
  required: Readonly<Record<string, fc.Arbitrary<Tree>>>,
  optional: Readonly<Record<string, fc.Arbitrary<Tree>>>,
  max = 4,
): fc.Arbitrary<{ readonly [key: string]: Tree }> {
  return fc.tuple(fc.record(required), some(optional, { max })).map(([all, few]) => ({ ...all, ...few }));
}

export const mapOf = (
  key: fc.Arbitrary<string>,
  value: fc.Arbitrary<Tree>,
  maxKeys = 3,
): fc.Arbitrary<Tree> =>
  fc.array(fc.tuple(key, value), { maxLength: maxKeys }).map((entries) => Object.fromEntries(entries));

export const word = pick(
  'a',
  'b',
  'web',
  'a-b',
  'a_b',
  'a.b',
  'A1',
  'user:group',
  'x/y:1.2',
  '1',
  '0',
  'true',
  'null',
  'é',
  'two words',
);

/** With expressions, of variables that are set, empty and not set. */
export const expression = pick(
  '$A',
  '${A}',
  '${A:-d}',
  '${A-d}',
  '${A:+r}',
  '${A+r}',
  '${A:?e}',
  '${A?e}',
  '$EMPTY',
  '${EMPTY:-d}',
  '${EMPTY-d}',
  '${EMPTY:+r}',
  '${EMPTY+r}',
  '${EMPTY?e}',
  '$UNSET',
  '${UNSET:-d}',
  '${UNSET-d}',
  '${UNSET:+r}',
  '${UNSET+r}',
  '${UNSET:-}',
  '${UNSET-}',
  '${UNSET:-${A}}',
  '${UNSET:-${UNSET2:-deep}}',
  '${A:+${NUM}}',
  '${UNSET:-a b}',
  '${UNSET:-$A}',
  '${UNSET:-$$A}',
  '$$A',
  '$${A}',
  'a$$b',
  '$$$A',
  '$$$$',
  '$1',
  'a$',
  '$',
  'a $ b',
  '$.',
  '${A}${NUM}',
  'pre-${A}-post',
  '$A$NUM',
  '$A.x',
  '${DOT}',
  '${COMPOSE_PROJECT_NAME}',
  '$DOLLAR',
  "${UNSET:-'q'}",
  '${UNSET:-"q"}',
  '${UNSET:-:}',
  '${UNSET:--}',
  '${UNSET:-?}',
  '${A:-}',
  '${UNSET:-a:-b}',
  '${UNSET:-{}}',
  '${UNSET:-a}b}',
  '${A:-${UNSET3:?needed}}',
);

export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 40, arbitrary: word },
  { weight: 8, arbitrary: expression },
  { weight: 1, arbitrary: pick('a\u0000b', '${', '${}', '${A', '${A.b}') },
  {
    weight: 4,
    arbitrary: pick(
      '',
      ' ',
      ' a ',
      'a\nb',
      'a\n',
      'a\tb',
      '# no comment',
      'a # b',
      '"',
      "'",
      '\\',
      'a=b',
      'a: b',
      '<&>',
      '\u2028',
      '😀',
    ),
  },
);

/** Numbers as YAML knows them. */
export const oddNumber = fc
  .constantFrom(
    '010',
    '0o17',
    '0x1F',
    '1_024',
    '1.50',
    '1e6',
    '1e3',
    '0.00001',
    '.5',
    '5.',
    '-0',
    '+7',
    '1e-7',
    '0b11',
    '1:30',
    '12345678901234567890',
    '1.0',
    '100000000',
    '9007199254740993',
    '0.1',
    '-1',
    '.inf',
    '.nan',
    '08',
    '1__0',
    '_1',
    '1_',
    '0.10',
    '1E5',
    '123456.789',
    '1234567.0',
    '1e21',
  )
  .map((written): Tree => new Plain(written));

/** What YAML reads as something else than people expect, or the other way round. */
export const oddWord = fc
  .constantFrom(
    'yes',
    'no',
    'on',
    'off',
    'y',
    'n',
    'True',
    'FALSE',
    '~',
    'Null',
    '2020-01-01x',
    '1.2.3',
    '12:30:45',
    '0x',
    '1e',
    '.',
    '+',
    '!!str 1',
    '!!str true',
    '!!int 5',
    '!!int "5"',
    '!!float 5',
    '!!bool true',
    '!!null null',
    '! 5',
    "'it''s'",
    '"\\x41\\u00e9"',
    'a b',
    '.5.5',
    '1-2',
    '=',
  )
  .map((written): Tree => new Plain(written));

/** What can be text, a number or a boolean. */
export const anyScalar: fc.Arbitrary<Tree> = fc.oneof(
  { weight: 6, arbitrary: text as fc.Arbitrary<Tree> },
  { weight: 1, arbitrary: fc.integer({ min: -5, max: 100000 }) as fc.Arbitrary<Tree> },
  { weight: 1, arbitrary: fc.boolean() as fc.Arbitrary<Tree> },
  { weight: 2, arbitrary: oddNumber },
  { weight: 2, arbitrary: oddWord },
);

export const flag: fc.Arbitrary<Tree> = mostly(
  fc.boolean(),
  pick<Tree>('true', 'yes', 'ON', 'n', 'off', 'False', '${UNSET:-true}', '${BOOL}', '1', '', 't', 'Y', 'oN'),
);

export const whole: fc.Arbitrary<Tree> = mostly(
  fc.integer({ min: 0, max: 70000 }),
  pick<Tree>(
    '1',
    '10',
    '${NUM}',
    '${UNSET:-3}',
    '-1',
    -1,
    0,
    1,
    '1.5',
    1.5,
    '',
    '0x10',
    '010',
    '1_0',
    '+5',
    ' 5',
    '1e3',
    'a',
    '5.0',
  ),
  oddNumber,
);

export const decimal: fc.Arbitrary<Tree> = mostly(
  pick<Tree>(0.5, 1, 2, 0.1, 1.123456789, 0.25, 16777217, '0.5', '1', '1.5', '${UNSET:-0.5}'),
  oddNumber,
  pick<Tree>('', 'a', '1.', '.5', '1e-3', '0x1', '1_0', '-0.5', ' 1', 'inf', 'NaN', '1e400', 1e10),
);

export const duration: fc.Arbitrary<Tree> = mostly(
  oneOf(
    fc
      .array(
        fc.tuple(
          fc.integer({ min: 0, max: 100 }),
          fc.constantFrom('ns', 'us', 'µs', 'ms', 's', 'm', 'h', 'd', 'w'),
        ),
        { minLength: 1, maxLength: 3 },
      )
      .map((parts) => parts.map(([count, unit]) => `${count}${unit}`).join('')),
    pick('90s', '1m30s', '1.5d', '0', '0s', '1.5s', '.5s', '1h', '100ms', '2h45m', '1.s', '1d12h', '1w2d'),
  ),
  pick<Tree>(
    '10',
    '1y',
    '1h 30m',
    '',
    '-1s',
    '+1s',
    '1S',
    10,
    0,
    ' 1s',
    '1s ',
    '1.5.5s',
    '.s',
    '9999999h',
    '1e3s',
    '${UNSET:-5s}',
    '1μs',
  ),
);

export const size: fc.Arbitrary<Tree> = mostly(
  oneOf(
    fc
      .tuple(
        fc.constantFrom('0', '1', '64', '1.5', '.5', '1000', '0.1', '10.25', '00012'),
        fc.constantFrom('', ' '),
        fc.constantFrom(
          '',
          'b',
          'B',
          'k',
          'kb',
          'KB',
          'kib',
          'KiB',
          'm',
          'M',
          'mb',
          'MiB',
          'g',
          'gb',
          'G',
          'GiB',
          't',
          'p',
        ),
      )
      .map((parts) => parts.join('')),
    fc.integer({ min: 0, max: 1_000_000_000 }),
  ),
  pick<Tree>(
    '',
    '-1',
    -1,
    1.5,
    '1e3',
    '1 k b',
    '1kk',
    ' 1k',
    '1k ',
    '1,5k',
    'k',
    '1e',
    '9999999p',
    '1.5.5m',
    '+1k',
    '0x10',
    '1_0k',
    '${UNSET:-10m}',
    '${NUM}',
    '1e',
    '1kI',
    '10z',
    '5eb',
    '-5m',
    '1. k',
    '1.m',
  ),
  oddNumber,
);

export const keyed: fc.Arbitrary<Tree> = mostly(
  oneOf(
    mapOf(
      mostlyText(fc.constantFrom('A', 'B', 'C', 'NUM', 'EMPTY', 'UNSET', 'com.example.a', 'a-b')),
      mostly(anyScalar, pick<Tree>(null)),
    ),
    list(
      fc.oneof(
        {
          weight: 8,
          arbitrary: fc
            .tuple(fc.constantFrom('A', 'B', 'C', 'com.x'), text)
            .map(([key, value]): Tree => `${key}=${value}`),
        },
        {
          weight: 2,
          arbitrary: pick<Tree>('A', 'NUM', 'EMPTY', 'UNSET', 'B=', 'C=a=b', 'B: c', '$A=1', '${UNSET:-X=y}'),
        },
        { weight: 1, arbitrary: pick<Tree>('A =1', ' A=1', '=1', '', 'A B', 1, true, null, '=', 'A= b ') },
      ),
    ),
  ),
  pick<Tree>(
    '',
    'A=1',
    null,
    [['A']],
    { A: ['x'] },
    { A: { b: 'c' } },
    { $A: '1' },
    { 'A ': '1' },
    { '': '1' },
    [{ A: 1 }],
  ),
);

function mostlyText(usual: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 12, arbitrary: usual },
    {
      weight: 1,
      arbitrary: fc.constantFrom('__proto__', 'constructor', '$A', 'é', 'two words', '0', '10', '9'),
    },
  );
}

export const command: fc.Arbitrary<Tree> = mostly(
  oneOf(
    list(text),
    pick<Tree>(
      'run',
      'a b  c',
      "a 'b c' d",
      'a "b c"',
      'a\\ b',
      'sh -c "echo $$A"',
      'a | b',
      'a && b',
      'a; b',
      'a > b',
      'a 2>b',
      'a `b c` d',
      'a $$(b c) d',
      '',
      '   ',
      'a\nb',
      "''",
      'a "" b',
      'echo $A',
      'a"b"c',
      'a # b',
      '"a\\"b"',
      "'a\\b'",
      '"a\\nb"',
      'a=b c',
      'a\tb',
      '{a,b}',
      '*',
      '~',
      'a!b',
      '-x --y=z',
      'ab>c',
      '2>&1',
      'a & b',
      '$$A',
      '$${A}',
      '"$$(a b)"',
      'a<b',
      '12>x',
      'a \\\n b',
    ),
  ),
  pick<Tree>(
    null,
    'a (b)',
    "a 'b",
    'a "b',
    'a \\',
    5,
    true,
    { a: 'b' },
    [1],
    [null],
    ['a', 1],
    [['a']],
    'a)',
    '(a)',
    '`a',
    '$$(a',
    ')',
  ),
);
