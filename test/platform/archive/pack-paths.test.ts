import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Packed, type PathToPack, packPaths } from '../../../src/platform/archive/pack-paths.js';
import { type RawPath, rawPath } from '../../../src/platform/raw-path.js';
import { treeOf } from '../../support/random-edits.js';

describe('an archive of some paths', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(`${tmpdir()}/stack-pack-`);
    for (const folder of ['from', 'to']) mkdirSync(`${home}/${folder}`);
  });
  afterEach(() => rmSync(home, { recursive: true }));

  const from = (name: string): RawPath => rawPath(`${home}/from/${name}`);

  /** Unpacked by GNU tar, which knows nothing of ours. */
  async function unpacked(paths: readonly PathToPack[]) {
    const packed: Packed = { files: 0, bytes: 0, missed: [] };
    const chunks: Uint8Array[] = [];
    for await (const chunk of packPaths(paths, { uid: 12, gid: 34 }, packed)) chunks.push(chunk);
    const { stdout } = await execa('tar', ['-tv', '--numeric-owner'], { input: Buffer.concat(chunks) });
    await execa('tar', ['-xp', '-C', `${home}/to`], { input: Buffer.concat(chunks) });
    return { packed, listing: stdout, tree: treeOf(`${home}/to`) };
  }

  it('has files, folders and links under their new names, with rights and the owner that is asked for', async () => {
    writeFileSync(from('a'), 'content', { mode: 0o640 });
    mkdirSync(from('folder'), { mode: 0o700 });
    symlinkSync('../a', from('link'));
    const long = `/x/${'deep/'.repeat(40)}ünïcode`;
    const { packed, listing, tree } = await unpacked([
      { path: undefined, kind: 'folder', target: rawPath('/x') },
      { path: from('folder'), kind: 'folder', target: rawPath('/x/folder') },
      { path: from('link'), kind: 'link', target: rawPath('/x/link') },
      { path: from('a'), kind: 'file', target: rawPath(long) },
    ]);
    expect(packed).toEqual({ files: 2, bytes: 7, missed: [] });
    expect(tree.get('x/folder')).toBe('folder 700');
    expect(tree.get('x/link')).toBe('link ../a');
    expect(tree.get(rawPath(long.slice(1)))).toBe('file 640 content');
    expect(listing.split('\n').every((line) => line.includes('12/34'))).toBe(true);
  });

  it('keeps names that are no text', async () => {
    const odd = Buffer.concat([Buffer.from(`${home}/from/`), Buffer.from([0x66, 0xff])]);
    writeFileSync(odd, 'odd');
    const { tree } = await unpacked([
      { path: odd.toString('latin1') as RawPath, kind: 'file', target: '/f\xff' as RawPath },
    ]);
    expect(tree.get('f\xff')).toMatch(/ odd$/);
  });

  it('has large files whole, and the next one after them', async () => {
    writeFileSync(from('large'), '');
    truncateSync(from('large'), 9_000_001);
    writeFileSync(from('next'), 'next');
    const { packed, tree } = await unpacked([
      { path: from('large'), kind: 'file', target: rawPath('/large') },
      { path: from('next'), kind: 'file', target: rawPath('/next') },
    ]);
    expect(packed.bytes).toBe(9_000_005);
    expect(tree.get('large')?.length).toBe(9_000_001 + 'file 644 '.length);
    expect(tree.get('next')).toMatch(/ next$/);
  });

  it('says what is another thing by now, or gone, and has it not', async () => {
    mkdirSync(from('folder'));
    await execa('sh', ['-c', 'mkfifo "$0"', from('pipe')]);
    const { packed, tree } = await unpacked([
      { path: from('folder'), kind: 'file', target: rawPath('/1') },
      { path: from('pipe'), kind: 'file', target: rawPath('/2') },
      { path: from('none'), kind: 'link', target: rawPath('/3') },
      { path: from('none'), kind: 'folder', target: rawPath('/4') },
    ]);
    expect(packed).toEqual({
      files: 0,
      bytes: 0,
      missed: [
        { path: from('folder'), target: '/1', why: 'changed' },
        { path: from('pipe'), target: '/2', why: 'changed' },
        { path: from('none'), target: '/3', why: 'changed' },
        { path: from('none'), target: '/4', why: 'changed' },
      ],
    });
    expect(tree.size).toBe(0);
  });

  it('has nothing of what is below a folder that is a link by now', async () => {
    mkdirSync(from('other'));
    for (const file of ['other/x', 'after']) writeFileSync(from(file), '');
    symlinkSync('other', from('folder'));
    const { packed, tree } = await unpacked([
      { path: from('folder'), kind: 'folder', target: rawPath('/folder') },
      { path: from('folder/x'), kind: 'file', target: rawPath('/folder/x') },
      { path: from('after'), kind: 'file', target: rawPath('/folder-after') },
    ]);
    expect(packed.missed).toEqual([{ path: from('folder'), target: '/folder', why: 'changed' }]);
    expect([...tree.keys()]).toEqual(['folder-after']);
  });
});
