import { describe, expect, it } from 'vitest';
import { readNames } from '../../src/config/read-names.js';
import { memoryFiles } from './memory-files.js';

const namesIn = (text: string, more: Readonly<Record<string, string>> = {}) =>
  readNames(
    { files: [], envFiles: [], profiles: [], workingDir: '/app', environment: {} },
    memoryFiles({ '/app/compose.yaml': text, ...more }),
  );

describe('names of services', () => {
  it('are those of all files, profiles or not', async () => {
    expect(
      await namesIn('include: [more.yaml]\nservices:\n  web: {image: a, profiles: [dev, test]}\n', {
        '/app/more.yaml': 'services:\n  db: {image: b, profiles: [dev]}\n',
      }),
    ).toEqual({ services: ['db', 'web'], profiles: ['dev', 'test'] });
  });

  it.each([
    ['a service of a wrong shape', 'services:\n  web: {image: 5}\n  db:\n'],
    ['a missing variable', 'services:\n  web: {image: "${TAG:?}"}\n  db: {}\n'],
    [
      'a sequence that is not closed',
      'services:\n  web:\n    command: [a,\n  "db":\n    image: b\nvolumes:\n  x: {}\n',
    ],
    [
      'a slip of the indentation',
      'services:\n  # first\n  web:\n    image: a\n   ports: [1]\n  db:\n    image: b\n',
    ],
  ])('are found in spite of %s', async (_what, text) => {
    expect((await namesIn(text)).services).toEqual(['db', 'web']);
  });

  it('are none where there is no file', async () => {
    const request = { files: [], envFiles: [], profiles: [], workingDir: '/app', environment: {} };
    expect(await readNames(request, memoryFiles({}))).toEqual({ services: [], profiles: [] });
  });
});
