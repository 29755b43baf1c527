import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { type Header, pack } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packPath } from '../../../src/platform/archive/pack-path.js';
import { renameEntries } from '../../../src/platform/archive/rename-entries.js';
import { unpackArchive } from '../../../src/platform/archive/unpack-archive.js';

let home: string;
let folder: string;
beforeEach(async () => {
  home = await mkdtemp(`${tmpdir()}/stack-archive-`);
  folder = `${home}/in`;
  await mkdir(folder);
  await writeFile(`${home}/outside`, 'untouched');
});
afterEach(() => rm(home, { recursive: true }));

type Item = Partial<Header> & Pick<Header, 'name'> & { readonly content?: string };

function archiveOf(...items: Item[]): Readable {
  const archive = pack();
  for (const { content, ...header } of items) archive.entry(header, content ?? '');
  archive.finalize();
  return Readable.from(archive, { objectMode: false });
}

const unpack = (...items: Item[]) => unpackArchive(archiveOf(...items), folder, 'own');

describe('an archive never reaches out of the folder that it is unpacked into', () => {
  it.each([
    ['by ..', [{ name: '../outside', content: 'x' }]],
    ['by a name with .. in its middle', [{ name: 'a/../../outside', content: 'x' }]],
    [
      'through a link that it brings along',
      [
        { name: 'up', type: 'symlink', linkname: '..' },
        { name: 'up/outside', content: 'x' },
      ],
    ],
    [
      'through an absolute link',
      [
        { name: 'tmp', type: 'symlink', linkname: '/tmp' },
        { name: 'tmp/stack-escaped', content: 'x' },
      ],
    ],
    ['by another name for a file outside', [{ name: 'other', type: 'link', linkname: '../outside' }]],
    [
      'by making a folder behind a link',
      [
        { name: 'up', type: 'symlink', linkname: '..' },
        { name: 'up/new/', type: 'directory' },
      ],
    ],
  ] satisfies [string, Item[]][])('%s', async (_, items) => {
    await expect(unpack(...items)).rejects.toThrow('leads out of the folder');
    expect(await readdir(home)).toEqual(['in', 'outside']);
    expect(await readFile(`${home}/outside`, 'utf8')).toBe('untouched');
  });

  it('through a link that was there', async () => {
    await symlink('..', `${folder}/up`);
    await expect(unpack({ name: 'up/outside', content: 'x' })).rejects.toThrow('leads out of the folder');
  });

  it('by an absolute name, which counts from the folder', async () => {
    await unpack({ name: '/etc/stack-test', content: 'x' });
    expect(await readFile(`${folder}/etc/stack-test`, 'utf8')).toBe('x');
  });

  it('but may hold a link to outside, which is only a link', async () => {
    await unpack({ name: 'link', type: 'symlink', linkname: '../outside' });
    expect(await readlink(`${folder}/link`)).toBe('../outside');
    await unpack({ name: 'link', content: 'a file now' });
    expect(await readFile(`${home}/outside`, 'utf8')).toBe('untouched');
  });
});

it('a folder never takes the place of a file, nor a file that of a folder', async () => {
  await mkdir(`${folder}/f`);
  await writeFile(`${folder}/g`, 'g');
  await expect(unpack({ name: 'f', content: 'x' })).rejects.toThrow('cannot overwrite directory');
  await expect(unpack({ name: 'g/', type: 'directory' })).rejects.toThrow('cannot overwrite non-directory');
});

it('what has no content is left out, and named', async () => {
  expect(await unpack({ name: 'null', type: 'character-device' }, { name: 'a', content: 'a' })).toEqual([
    'null',
  ]);
  expect(await readdir(folder)).toEqual(['a']);
});

it('what is packed is unpacked as it was, also under another name', async () => {
  const source = `${home}/source`;
  await mkdir(`${source}/sub`, { recursive: true, mode: 0o750 });
  await writeFile(`${source}/sub/file`, 'content', { mode: 0o640 });
  await writeFile(`${source}/empty`, '');
  await symlink('sub/file', `${source}/link`);
  await unpackArchive(renameEntries(packPath(source, 'old'), 'old', 'new'), folder, 'own');
  expect((await readdir(folder, { recursive: true })).sort()).toEqual([
    'new',
    'new/empty',
    'new/link',
    'new/sub',
    'new/sub/file',
  ]);
  expect(await readFile(`${folder}/new/link`, 'utf8')).toBe('content');
  const [before, after] = await Promise.all([lstat(`${source}/sub/file`), lstat(`${folder}/new/sub/file`)]);
  expect([after.mode, Math.floor(after.mtimeMs / 1000)]).toEqual([
    before.mode,
    Math.floor(before.mtimeMs / 1000),
  ]);
});
