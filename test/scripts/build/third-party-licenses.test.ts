import { expect, test } from 'vitest';
import { bundledPackages } from '../../../scripts/build/third-party-licenses.js';

test('bundledPackages names each package once, scoped and nested ones by their whole folder', () => {
  const inputs = [
    'src/cli/main.ts',
    'node_modules/yaml/dist/index.js',
    'node_modules/yaml/dist/errors.js',
    'node_modules/@balena/dockerignore/ignore.js',
    'node_modules/listr2/node_modules/ansi/index.js',
    'unused-part-of-dockerode:./ssh',
  ];
  expect(bundledPackages(inputs)).toEqual([
    'node_modules/@balena/dockerignore',
    'node_modules/listr2/node_modules/ansi',
    'node_modules/yaml',
  ]);
});
