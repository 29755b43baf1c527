import { describe, expect, test } from 'vitest';
import { substitute } from '../../../src/config/interpolate/template.js';

const variables: Record<string, string> = { A: 'a', EMPTY: '', N_1: 'n' };
const lookup = (name: string) => variables[name];
const textOf = (template: string) => substitute(template, lookup).text;
const problemsOf = (template: string) => substitute(template, lookup).problems;

describe('substitute', () => {
  test.each([
    ['$A-${A}', 'a-a'],
    ['$N_1', 'n'],
    ['$$A $${A}', '$A ${A}'],
    ['${EMPTY:-d}${EMPTY-d}', 'd'],
    ['${NONE:-d}${NONE-e}', 'de'],
    ['${A:+r}${EMPTY:+r}${EMPTY+s}', 'rs'],
    ['${A:?no}${EMPTY?no}', 'a'],
    ['${NONE:-${ALSO_NONE:-$A}}', 'a'],
    ['${NONE:-{}}', '{}'],
    ['${NONE:-a:b-c?d}', 'a:b-c?d'],
  ])('reads %s as %s', (template, expected) => {
    expect(textOf(template)).toBe(expected);
  });

  test.each(['$1', '$', 'cost: 5$', '$-', 'a $ b'])('leaves %s alone', (template) => {
    expect(substitute(template, lookup)).toEqual({ text: template, problems: [], expressions: [] });
  });

  test.each(['${', '${}', '${1x}', '${A.b}', '${A:=b}', '${A', '${NONE:-x'])('refuses %s', (template) => {
    expect(problemsOf(template)).toMatchObject([{ kind: 'syntax', start: 0 }]);
  });

  test('names the required variable and the stretch that demands it', () => {
    expect(problemsOf('x ${NONE:?is needed} y')).toEqual([
      { kind: 'required', name: 'NONE', message: 'is needed', start: 2, end: 20 },
    ]);
  });

  test('demands what a default demands even when the default is not used', () => {
    expect(problemsOf('${A:-${NONE:?x}}')).toMatchObject([{ kind: 'required', name: 'NONE' }]);
  });

  test('tells of an unset variable only where its value is used', () => {
    expect(problemsOf('${A:-$NONE} $NONE')).toMatchObject([{ kind: 'unset', name: 'NONE', start: 12 }]);
  });

  test('takes an inherited property of objects for no variable', () => {
    expect(substitute('$constructor', (name) => new Map<string, string>().get(name)).text).toBe('');
  });
});
