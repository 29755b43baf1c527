import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FolderRequest, walkFolder } from '../../src/platform/walk-folder.js';

describe('a folder that the builder reads', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(`${tmpdir()}/stack-walk-`);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const files = (...paths: readonly string[]): void => {
    for (const path of paths) {
      mkdirSync(dirname(`${folder}/${path}`), { recursive: true });
      writeFileSync(`${folder}/${path}`, path);
    }
  };

  async function walked(request: Partial<FolderRequest>): Promise<readonly string[]> {
    const paths: string[] = [];
    for await (const { path } of walkFolder(folder, { include: [], exclude: [], follow: [], ...request }))
      paths.push(path);
    return paths;
  }

  it('is told folder by folder, in the order of bytes', async () => {
    files('b/x', 'b-a', 'a', 'B', 'ü', 'z', '\u{10000}', '\uffee');
    expect(await walked({})).toEqual(['B', 'a', 'b', 'b/x', 'b-a', 'z', 'ü', '\uffee', '\u{10000}']);
  });

  it('is told without what is excluded, and with what an exception takes back, and the folders on its way', async () => {
    files('src/a', 'out/deep/keep', 'out/deep/drop', 'out/other', 'node_modules/x/y', 'a.log');
    mkdirSync(`${folder}/empty`);
    expect(await walked({ exclude: ['out', '!out/deep/keep', 'node_modules', '*.log'] })).toEqual([
      'empty',
      'out',
      'out/deep',
      'out/deep/keep',
      'src',
      'src/a',
    ]);
  });

  it('is told only as far as it is asked for', async () => {
    files('Dockerfile', 'Dockerfile.dockerignore', 'src/a/b', 'src/c', 'lib/d');
    expect(await walked({ include: ['Dockerfile', 'Dockerfile.dockerignore'] })).toEqual([
      'Dockerfile',
      'Dockerfile.dockerignore',
    ]);
    expect(await walked({ follow: ['/src/a'] })).toEqual(['src', 'src/a', 'src/a/b']);
    expect(await walked({ follow: ['lib/*', 'src/c'], exclude: ['src/c'] })).toEqual(['lib', 'lib/d']);
    expect(await walked({ follow: ['/', 'src'] })).toHaveLength(8);
    expect(await walked({ follow: ['nothing'] })).toEqual([]);
  });

  it('is told with the links on the way to what is asked for, and what they lead to', async () => {
    files('real/deep/x', 'real/y', 'other');
    symlinkSync('real', `${folder}/link`);
    symlinkSync('/real/y', `${folder}/absolute`);
    symlinkSync('loop', `${folder}/loop`);
    expect(await walked({ follow: ['link/deep'] })).toEqual(['link', 'real', 'real/deep', 'real/deep/x']);
    expect(await walked({ follow: ['absolute'] })).toEqual(['absolute', 'real', 'real/y']);
    expect(await walked({ follow: ['loop'] })).toEqual(['loop']);
  });
});
