import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { diagnosticToJson } from '../../src/diagnostics/diagnostic-json.js';
import { renderDiagnostic } from '../../src/diagnostics/render-diagnostic.js';

const source = { path: '/project/compose.yaml', text: 'services:\n  web:\n    imge: nginx\n' };
const range = { source, start: 21, end: 25 };
const unknownKey: Diagnostic = {
  code: 'unknown-key',
  severity: 'error',
  message: 'services.web has no attribute `imge`',
  at: range,
  help: 'did you mean `image`?',
};
const plain = { color: false, cwd: '/project' };

describe('a diagnostic', () => {
  test('shows the line, marks what is wrong in it, and says what to do', () => {
    expect(renderDiagnostic(unknownKey, plain)).toBe(
      [
        'error[unknown-key]: services.web has no attribute `imge`',
        '  --> compose.yaml:3:5',
        '   |',
        ' 3 |     imge: nginx',
        '   |     ^^^^',
        '   = help: did you mean `image`?',
      ].join('\n'),
    );
  });

  test('names a file outside of the working folder by its whole path', () => {
    expect(renderDiagnostic(unknownKey, { ...plain, cwd: '/elsewhere' })).toContain(
      '--> /project/compose.yaml:3:5',
    );
  });

  test('has escape sequences only when color is asked for', () => {
    expect(renderDiagnostic(unknownKey, plain)).not.toContain('\u001b');
    expect(renderDiagnostic(unknownKey, { ...plain, color: true })).toContain(
      '\u001b[1;31merror[unknown-key]',
    );
  });

  test('lets no control character of a file through to the terminal', () => {
    const text = 'a: "\u001b[2J\tb"\n';
    const at = { source: { path: '/project/a.yaml', text }, start: 3, end: 10 };
    const rendered = renderDiagnostic({ ...unknownKey, message: 'bad \u001b[2J', at }, plain);
    expect(rendered).not.toContain('\u001b');
    expect(rendered).toContain('1 | a: "  [2J b"'.replace('  [', ' ['));
  });

  test('hides the value of a variable whose name looks secret, and of no other', () => {
    const text = 'PORT=http\nDB_PASSWORD="hunter2\n';
    const source = { path: '/project/.env', text, holds: 'variables' } as const;
    const shown = (start: number) =>
      renderDiagnostic({ ...unknownKey, at: { source, start, end: start + 1 } }, plain);
    expect(shown(0)).toContain('PORT=http');
    expect(shown(10)).toContain('DB_PASSWORD=(hidden)');
    expect(shown(10)).not.toContain('hunter2');
  });

  test('shows only the part of a long line around the mark', () => {
    const text = `${'x'.repeat(5_000)}HERE${'y'.repeat(5_000)}`;
    const rendered = renderDiagnostic(
      { ...unknownKey, at: { source: { path: '/a', text }, start: 5_000, end: 5_004 } },
      plain,
    );
    const [, , , line = '', mark = ''] = rendered.split('\n');
    expect(line.length).toBeLessThan(200);
    expect(line.slice(mark.indexOf('^'), mark.lastIndexOf('^') + 1)).toBe('HERE');
  });

  test('marks at least one column, at the end of a file too', () => {
    const at = { source, start: source.text.length, end: source.text.length };
    expect(renderDiagnostic({ ...unknownKey, at }, plain)).toContain('4:1');
  });

  test('gives programs the file and both ends of the range', () => {
    expect(diagnosticToJson({ ...unknownKey, related: [{ message: 'here', at: range }] })).toEqual({
      code: 'unknown-key',
      severity: 'error',
      message: 'services.web has no attribute `imge`',
      file: '/project/compose.yaml',
      line: 3,
      column: 5,
      endLine: 3,
      endColumn: 9,
      help: 'did you mean `image`?',
      related: [
        { message: 'here', file: '/project/compose.yaml', line: 3, column: 5, endLine: 3, endColumn: 9 },
      ],
    });
  });
});
