import { describe, expect, it } from 'vitest';
import {
  absolutePath,
  type CopyEnd,
  copyPlace,
  lastName,
  planCopy,
} from '../../../src/app/copy/copy-paths.js';

const at = (path: string, kind: CopyEnd['kind']): CopyEnd => ({ path, kind });

describe('a copy goes where cp would put it', () => {
  it.each([
    ['a file into a folder that is there', at('/s/a', 'file'), at('/d', 'folder'), '/d', 'a'],
    ['a file under another name', at('/s/a', 'file'), at('/d/b', 'nothing'), '/d', 'b'],
    ['a file over another', at('/s/a', 'file'), at('/d/b', 'file'), '/d', 'b'],
    ['a folder into a folder that is there', at('/s', 'folder'), at('/d', 'folder'), '/d', 's'],
    ['a folder under another name', at('/s', 'folder'), at('/d/n', 'nothing'), '/d', 'n'],
    [
      'a folder under another name, written as a folder',
      at('/s', 'folder'),
      at('/d/n/', 'nothing'),
      '/d',
      'n',
    ],
    ['what is in a folder', at('/s/.', 'folder'), at('/d', 'folder'), '/d', '.'],
    ['what is in a folder, under another name', at('/s/.', 'folder'), at('/d/n', 'nothing'), '/d', 'n'],
    ['everything', at('/', 'folder'), at('/d', 'folder'), '/d', ''],
  ] as const)('%s', (_, source, destination, folder, name) => {
    expect(planCopy(source, destination)).toEqual({ kind: 'into', folder, name });
  });

  it.each([
    ['a folder to a file', at('/s', 'folder'), at('/d', 'file'), 'which is a file'],
    ['a file into a folder that is not there', at('/s', 'file'), at('/d/', 'nothing'), 'does not exist'],
    ['a file into a file', at('/s', 'file'), at('/d/', 'file'), 'is not a folder'],
  ] as const)('but not %s', (_, source, destination, because) => {
    expect(planCopy(source, destination)).toMatchObject({
      kind: 'refused',
      because: expect.stringContaining(because),
    });
  });
});

it('tells a path here from one in a service', () => {
  expect(copyPlace('web:/x:y')).toEqual({ kind: 'container', service: 'web', path: '/x:y' });
  expect(copyPlace('./web:x')).toEqual({ kind: 'host', path: './web:x' });
  expect(copyPlace('/web:x')).toEqual({ kind: 'host', path: '/web:x' });
  expect(copyPlace('plain')).toEqual({ kind: 'host', path: 'plain' });
  expect(copyPlace('-')).toEqual({ kind: 'stream' });
});

it('keeps the end of a path that says what is meant', () => {
  expect(absolutePath('a/../b/', '/w')).toBe('/w/b/');
  expect(absolutePath('.', '/w')).toBe('/w/.');
  expect(absolutePath('b/.', '/w')).toBe('/w/b/.');
  expect(absolutePath('/', '/w')).toBe('/');
  expect([lastName('/a/b/'), lastName('/a/.'), lastName('/')]).toEqual(['b', '.', '']);
});
