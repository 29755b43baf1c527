import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AppliedConfig,
  decodeApplied,
  encodeApplied,
  withFingerprints,
} from '../../src/plan/applied.js';
import { diffAttributes } from '../../src/plan/attribute-diff.js';
import { changedAttributes } from '../../src/plan/compare-applied.js';

/** As a plan compares: one side from the label of a container, the other from the files. */
const diff = (before: AppliedConfig, after: AppliedConfig) =>
  diffAttributes(decodeApplied(encodeApplied(before)) ?? {}, withFingerprints(after));

const lines = (before: AppliedConfig, after: AppliedConfig) =>
  diff(before, after).map(
    ({ path, before: from, after: to, masked }) => `${path}: ${from} → ${to}${masked ? ' masked' : ''}`,
  );

describe('a change is told', () => {
  it('by its path, with old and new value', () => {
    expect(lines({ image: 'a' }, { image: 'b' })).toEqual(['image: "a" → "b"']);
  });

  it('variable by variable', () => {
    expect(lines({ environment: { A: '1', B: '2' } }, { environment: { A: '1', B: '3', C: '4' } })).toEqual([
      'environment.B: "2" → "3"',
      'environment.C: undefined → "4"',
    ]);
  });

  it('variable by variable when there were none before', () => {
    expect(lines({}, { environment: { A: '1' } })).toEqual(['environment.A: undefined → "1"']);
  });

  it('for a variable that is named without a value', () => {
    expect(lines({ environment: {} }, { environment: { A: null } })).toEqual([
      'environment.A: undefined → no value',
    ]);
  });

  it('at the position in a list of the same length', () => {
    const port = (published: string) => ({ ports: [{ target: 80, published }] });
    expect(lines(port('80'), port('81'))).toEqual(['ports[0].published: "80" → "81"']);
  });

  it('by what came and went in a list of another length', () => {
    const before = { ports: [{ target: 80 }] };
    expect(lines(before, { ports: [{ target: 80 }, { target: 443 }] })).toEqual([
      'ports: undefined → {"target":443}',
    ]);
  });

  it('as a whole for a command', () => {
    expect(lines({ command: ['a', 'b'] }, { command: ['a', 'c'] })).toEqual([
      'command: ["a","b"] → ["a","c"]',
    ]);
  });
});

describe('secrets', () => {
  it.each([
    'DB_PASSWORD',
    'API_TOKEN',
    'SECRET',
    'aws_secret_access_key',
    'SSH_PRIVATE_KEY',
    'KEY',
    'CREDENTIALS',
  ])('%s is masked, and its change is seen', (name) => {
    expect(lines({ environment: { [name]: 'one' } }, { environment: { [name]: 'two' } })).toEqual([
      `environment.${name}: "(hidden)" → "(hidden)" masked`,
    ]);
  });

  it.each(['AUTHOR', 'PASSENGERS', 'COMPASS_HEADING'])('%s is not taken for one', (name) => {
    expect(lines({ environment: { [name]: 'one' } }, { environment: { [name]: 'two' } })).toEqual([
      `environment.${name}: "one" → "two"`,
    ]);
  });

  it('in URLs are masked while the rest of the URL is told', () => {
    const url = (password: string, host: string) => ({
      environment: { DATABASE: `postgres://me:${password}@${host}/x` },
    });
    expect(lines(url('one', 'a'), url('one', 'b'))).toEqual([
      'environment.DATABASE: "postgres://me:(hidden)@a/x" → "postgres://me:(hidden)@b/x"',
    ]);
    expect(diff(url('one', 'a'), url('two', 'a'))).toMatchObject([{ masked: true }]);
  });

  it.each([
    ['labels', { 'traefik.auth': 'hunter2' }],
    ['build', { args: { NPM_TOKEN: 'hunter2' } }],
    ['driver_opts', { password: 'hunter2', o: 'username=me,password=hunter2' }],
    ['logging', { options: { 'splunk-token': 'hunter2' } }],
    ['environment', { CONFIG: '{"db":{"password":"hunter2"}}' }],
    ['volumes', [{ volume: { labels: { api_key: 'hunter2' } } }]],
    ['healthcheck', { test: ['CMD', 'redis-cli', '-a', 'hunter2', 'ping'] }],
    ['healthcheck', { test: ['CMD-SHELL', 'mysqladmin ping -phunter2'] }],
  ])('in %s are masked: %j', (attribute, value) => {
    expect(encodeApplied({ [attribute]: value })).not.toContain('hunter2');
    const other = JSON.parse(JSON.stringify(value).replaceAll('hunter2', 'hunter3'));
    expect(changedAttributes(withFingerprints({ [attribute]: value }), { [attribute]: other })).not.toEqual(
      [],
    );
  });

  it('that an older version wrote in the clear are neither shown nor taken for a change', () => {
    const written = { driver_opts: { password: 'hunter2' } };
    expect(changedAttributes(written, written)).toEqual([]);
    expect(JSON.stringify(changedAttributes(written, { driver_opts: { password: 'other' } }))).not.toContain(
      'hunter2',
    );
  });

  it.each([[['--password', 'hunter2']], [['--password=hunter2']], [['sh', '-c', 'run --api-key hunter2']]])(
    'after flags of a command are masked: %j',
    (command) => {
      expect(encodeApplied({ command })).not.toContain('hunter2');
    },
  );
});

it('a configuration does not differ from itself', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (config) => {
      expect(diff(config, config)).toEqual([]);
    }),
    { examples: [[{ list: [{ toString: null }, 'text'] }]] },
  );
});

it('configurations that differ have a change, with a path, whatever they hold', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.string()),
      fc.dictionary(fc.string(), fc.string()),
      (before, after) => {
        fc.pre(
          JSON.stringify(Object.entries(before).sort()) !== JSON.stringify(Object.entries(after).sort()),
        );
        expect(diff({ environment: before }, { environment: after })).not.toEqual([]);
      },
    ),
  );
});
