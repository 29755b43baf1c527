import { describe, expect, test } from 'vitest';
import type { AttributeChange } from '../../src/plan/plan.js';
import { describeCause } from '../../src/report/describe-cause.js';

const change = (attributes: Omit<AttributeChange, 'masked'> & { readonly masked?: boolean }) =>
  describeCause({ kind: 'changed', changes: [{ masked: false, ...attributes }] });

describe('a cause in words', () => {
  test('a changed attribute is told with its old and its new value', () => {
    expect(change({ path: 'environment.MODE', before: '"dev"', after: '"prod"' })).toEqual([
      'environment.MODE: "dev" → "prod"',
    ]);
  });

  test('an attribute that was not there before is told as such', () => {
    expect(change({ path: 'ports[0].published', after: '"8080"' })).toEqual([
      'ports[0].published: not set → "8080"',
    ]);
  });

  test('a masked value is not shown, not even in its masked form', () => {
    const lines = change({ path: 'environment.DB_PASSWORD', before: '#1a2b', after: '#3c4d', masked: true });
    expect(lines).toEqual(['environment.DB_PASSWORD: changed (hidden)']);
  });

  test('a masked value that came or went is told as that', () => {
    expect(change({ path: 'environment.TOKEN', after: '(hidden)', masked: true })).toEqual([
      'environment.TOKEN: added (hidden)',
    ]);
    expect(change({ path: 'environment.TOKEN', before: '(hidden)', masked: true })).toEqual([
      'environment.TOKEN: removed (hidden)',
    ]);
  });

  test('every changed attribute has a line of its own', () => {
    const changes = [
      { path: 'image', before: '"a"', after: '"b"', masked: false },
      { path: 'tty', after: 'true', masked: false },
    ];
    expect(describeCause({ kind: 'changed', changes })).toEqual(['image: "a" → "b"', 'tty: not set → true']);
  });

  test('a very long value is cut', () => {
    const [line] = change({ path: 'command', before: `"${'x'.repeat(500)}"`, after: '"y"' });
    expect(line).toBe(`command: "${'x'.repeat(70)}… → "y"`);
  });

  test('images are told apart by the ids that the engine shows', () => {
    const before = `sha256:${'a'.repeat(64)}`;
    const after = `sha256:${'b'.repeat(64)}`;
    expect(describeCause({ kind: 'image-changed', image: 'web', before, after })).toEqual([
      'image web: aaaaaaaaaaaa → bbbbbbbbbbbb',
    ]);
  });

  test('a container that is not running is told by its state', () => {
    expect(describeCause({ kind: 'not-running', state: 'exited' })).toEqual(['has exited']);
    expect(describeCause({ kind: 'not-running', state: 'created' })).toEqual(['was never started']);
    expect(describeCause({ kind: 'not-running', state: 'paused' })).toEqual(['is paused']);
  });
});
