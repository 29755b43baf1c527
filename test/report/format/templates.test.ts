import { describe, expect, it } from 'vitest';
import { DiagnosticError } from '../../../src/diagnostics/diagnostic.js';
import { formatList, listFormat } from '../../../src/report/format/format-list.js';

const rows = [
  {
    Name: 'web-1',
    Status: 'Up 2 minutes',
    Size: 3,
    Publishers: [
      { URL: '', TargetPort: 80 },
      { URL: '::', TargetPort: 81 },
    ],
    Map: { a: 'x', 'b.c': 'y' },
    Empty: '',
    Label: (key: unknown) => (key === 'tier' ? 'front' : ''),
  },
  { Name: 'db', Status: 'Exited', Size: 0, Publishers: [], Map: {}, Empty: '', Label: () => '' },
];

const shown = (text: string): string =>
  formatList(rows, listFormat(text), {
    table: () => 'a table',
    json: () => 'json',
    row: (row) => row,
    headers: { Name: 'NAMES' },
  });

const problem = (text: string): string => {
  try {
    return shown(text);
  } catch (error) {
    if (error instanceof DiagnosticError) return error.message;
    throw error;
  }
};

describe('a template shows', () => {
  it.each([
    ['{{.Name}}', 'web-1\ndb\n'],
    ['{{ .Name | upper }}', 'WEB-1\nDB\n'],
    ['{{json .Name}} {{json .Size}}', '"web-1" 3\n"db" 0\n'],
    ['{{json .Map}}', '{"a":"x","b.c":"y"}\n{}\n'],
    ['{{.Map.a}}', 'x\n<no value>\n'],
    ['{{index .Map "b.c"}}', 'y\n\n'],
    ['{{.Label "tier"}}', 'front\n\n'],
    ['{{if .Size}}{{.Name}} has{{else}}none{{end}}', 'web-1 has\nnone\n'],
    ['{{if eq .Name "db"}}db{{else if gt .Size 2}}large{{end}}', 'large\ndb\n'],
    ['{{range .Publishers}}{{.TargetPort}},{{else}}-{{end}}', '80,81,\n-\n'],
    ['{{range .Publishers}}{{$.Name}}:{{.TargetPort}} {{end}}', 'web-1:80 web-1:81 \n\n'],
    ['{{with .Map.a}}[{{.}}]{{end}}', '[x]\n\n'],
    ['{{printf "%-6s|%3d|%q" .Name .Size .Status}}', 'web-1 |  3|"Up 2 minutes"\ndb    |  0|"Exited"\n'],
    ['{{join (split .Name "-") "+"}} {{len .Publishers}}', 'web+1 2\ndb 0\n'],
    ['{{(index .Publishers 0).TargetPort}}', '80\n<no value>\n'],
    ['a  {{- .Name -}}  b{{/* not this */}}', 'aweb-1b\nadbb\n'],
    ['{{`raw }}`}} {{"quo\\"te"}}', 'raw }} quo"te\nraw }} quo"te\n'],
    ['{{.Name}}\\t{{not .Size}}', 'web-1\tfalse\ndb\ttrue\n'],
    ['plain', 'plain\nplain\n'],
  ])('%s', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });
});

it('a word alone is the format of that name', () => {
  expect([shown('table'), shown('json'), shown('')]).toEqual(['a table', 'json', 'a table']);
});

it('a table has a header of the fields it shows, whatever is done with them', () => {
  expect(shown('table {{.Name}}\\t{{lower .Status}}\\t{{json .Size}}')).toBe(
    ['NAMES     STATUS         SIZE\n', 'web-1     up 2 minutes   3\n', 'db        exited         0\n'].join(
      '',
    ),
  );
});

describe('what is wrong with a template is said, and the part that it is about', () => {
  it.each([
    ['{{.Nmae}}', "can't evaluate field Nmae: did you mean .Name? (.Nmae)"],
    ['{{.Name', 'unclosed action ({{.Name)'],
    ['{{if .Name}}x', '{{if}} without {{end}} ({{if .Name}})'],
    ['{{end}}', 'unexpected {{end}} ({{end}})'],
    ['{{}}', 'missing value for command ({{}})'],
    ['{{.Name |}}', 'missing value for command ({{.Name |}})'],
    ['{{shout .Name}}', 'function "shout" not defined (shout)'],
    ['{{"x}}', 'unclosed action ({{"x}})'],
    ['{{.Name "x"}}', 'only a function takes what comes after it (.Name)'],
    ['{{(.Name}}', 'unclosed left paren ({{(.Name}})'],
  ])('%s', (text, expected) => {
    expect(problem(text)).toBe(`template parsing error: ${expected}`);
  });
});
