import { describe, expect, test } from 'vitest';
import { parseEnvFile } from '../../../src/config/environment/parse-env-file.js';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.js';

function parse(text: string, outside: Record<string, string> = {}) {
  const diagnostics: Diagnostic[] = [];
  const source = { path: '/project/.env', text };
  const variables = parseEnvFile(
    source,
    (name) => outside[name],
    (diagnostic) => diagnostics.push(diagnostic),
  );
  const values = [...variables].map(([name, { value }]) => [name, value]);
  return { variables: Object.fromEntries(values), diagnostics };
}

describe('an environment file', () => {
  test.each([
    ['A=b # c', 'b'],
    ['A=#b', '#b'],
    ['A= #b', '#b'],
    ['A=b#c', 'b#c'],
    ['A: b', 'b'],
    ['export A=b', 'b'],
    ["A='it'x", 'it'],
    ["A='$B' # c", '$B'],
    ['A="x\\ty"', 'x\ty'],
    ['A="\\$B"', '$B'],
    ['A="\\\\"', '\\'],
    ['A=', ''],
    ['A=b\r', 'b'],
    ['A="one\ntwo"', 'one\ntwo'],
  ])('reads %j', (line, value) => {
    expect(parse(line)).toMatchObject({ variables: { A: value }, diagnostics: [] });
  });

  test('prefers variables from outside to its own in expressions', () => {
    const { variables } = parse('A=1\nB=2\nC=$A$B', { A: 'outside' });
    expect(variables['C']).toBe('outside2');
  });

  test('takes the value of a lone name from outside, or leaves it out', () => {
    expect(parse('A\nB', { A: 'outside' }).variables).toEqual({ A: 'outside' });
  });

  test('goes on after a line that cannot be read, and points at it', () => {
    const { variables, diagnostics } = parse('BAD KEY=1\nB!=2\nGOOD=3');
    expect(variables).toEqual({ GOOD: '3' });
    expect(diagnostics.map(({ code, at }) => [code, at?.start, at?.end])).toEqual([
      ['env-file-syntax', 0, 9],
      ['env-file-syntax', 10, 14],
    ]);
  });
});
