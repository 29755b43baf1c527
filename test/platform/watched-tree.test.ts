import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { childOf, nameOf, type RawPath, rawPath, textOf } from '../../src/platform/raw-path.js';
import { type TreeScope, WatchedTree } from '../../src/platform/watched-tree/watched-tree.js';
import { eventually } from '../support/eventually.js';
import { RandomEdits, treeOf } from '../support/random-edits.js';

const everything: TreeScope = { includes: () => true, descends: () => true };

/** A tree under watch, and what is known of it by what it told. */
class Watched {
  readonly root: string;
  readonly known = new Map<RawPath, string>();
  readonly told: string[] = [];
  #tree: WatchedTree | undefined;
  signs = 0;

  constructor() {
    this.root = `${realpathSync(mkdtempSync(`${tmpdir()}/stack-tree-`))}/root`;
    mkdirSync(this.root);
  }

  async open(scope: TreeScope = everything): Promise<WatchedTree> {
    this.#tree = await WatchedTree.open([rawPath(this.root)], scope, {
      onSign: () => {
        this.signs += 1;
      },
      onLimit: ({ code }) => {
        throw new Error(code);
      },
    });
    for (const { path, now } of this.#tree.entries()) this.known.set(path, now);
    return this.#tree;
  }

  async look(): Promise<void> {
    for (const { path, now } of (await this.#tree?.changes()) ?? []) {
      this.told.push(`${now} ${textOf(path).slice(this.root.length)}`);
      if (now === 'gone') this.known.delete(path);
      else this.known.set(path, now);
    }
  }

  /** Until what it knows is what there is. */
  async atRest(): Promise<void> {
    const there = (): string =>
      [...treeOf(this.root)]
        .map(([path, what]) => `${path} ${what.split(' ')[0]}`)
        .sort()
        .join('\n');
    const known = (): string =>
      [...this.known]
        .filter(([path]) => path.startsWith(`${rawPath(this.root)}/`))
        .map(([path, kind]) => `${path.slice(rawPath(this.root).length + 1)} ${kind}`)
        .sort()
        .join('\n');
    await eventually(async () => {
      await this.look();
      return known() === there();
    }).catch(() => expect(known()).toBe(there()));
  }

  close(): void {
    this.#tree?.close();
    rmSync(dirname(this.root), { recursive: true, force: true });
  }
}

describe('a tree under watch', () => {
  let watched: Watched;
  afterEach(() => watched.close());

  it.each([1, 2, 3, 4])('knows at rest what there is, whatever is done to it (seed %i)', async (seed) => {
    watched = new Watched();
    const edits = new RandomEdits(watched.root, seed);
    for (let step = 0; step < 50; step += 1) edits.step();
    await watched.open();
    for (let burst = 0; burst < 25; burst += 1) {
      for (let step = 0; step < 40; step += 1) edits.step();
      if (burst % 3 === 0) await watched.look();
    }
    await watched.atRest();
  });

  it('tells of a save whose times and size are those of the file before', async () => {
    watched = new Watched();
    writeFileSync(`${watched.root}/a`, '1');
    await watched.open();
    writeFileSync(`${watched.root}/a`, '2');
    await eventually(() => watched.signs > 0);
    await watched.look();
    expect(watched.told).toEqual(['file /a']);
  });

  it('tells of everything in a folder that went, and in the one that has its place', async () => {
    watched = new Watched();
    const { root } = watched;
    for (const folder of ['one', 'two']) mkdirSync(`${root}/${folder}`);
    writeFileSync(`${root}/one/old`, '');
    writeFileSync(`${root}/two/new`, '');
    await watched.open();
    rmSync(`${root}/one`, { recursive: true });
    renameSync(`${root}/two`, `${root}/one`);
    await watched.atRest();
    expect(watched.told).toEqual(
      expect.arrayContaining(['gone /one/old', 'gone /two', 'gone /two/new', 'file /one/new']),
    );
    writeFileSync(`${root}/one/later`, '');
    await watched.atRest();
  });

  it('waits for a root that is not there yet, and for one that comes back', async () => {
    watched = new Watched();
    rmSync(watched.root, { recursive: true });
    await watched.open();
    for (let time = 0; time < 3; time += 1) {
      mkdirSync(watched.root);
      writeFileSync(`${watched.root}/a`, String(time));
      await watched.atRest();
      rmSync(watched.root, { recursive: true });
      await eventually(async () => {
        await watched.look();
        return watched.known.size === 0;
      });
    }
    expect(watched.told.filter((line) => line === 'file /a')).toHaveLength(3);
  });

  it('has no watch for folders that do not matter, and hears nothing of them', async () => {
    watched = new Watched();
    const { root } = watched;
    mkdirSync(`${root}/node_modules/deep/deeper`, { recursive: true });
    mkdirSync(`${root}/src`);
    const isLeftOut = (path: RawPath): boolean => nameOf(path) === 'node_modules';
    const tree = await watched.open({
      includes: (path) => !isLeftOut(path),
      descends: (folder) => !isLeftOut(folder),
    });
    expect(tree.folderCount).toBe(3);
    mkdirSync(`${root}/node_modules/deep/more`);
    mkdirSync(`${root}/src/node_modules/more`, { recursive: true });
    writeFileSync(`${root}/src/a`, '');
    await eventually(() => watched.signs > 0);
    await watched.look();
    expect(watched.told).toEqual(['file /src/a']);
    expect(tree.folderCount).toBe(3);
  });

  it('tells of what is doubted again, with all that is in it, as it is then', async () => {
    watched = new Watched();
    for (const folder of ['kept', 'gone']) {
      mkdirSync(`${watched.root}/${folder}`);
      writeFileSync(`${watched.root}/${folder}/x`, '');
    }
    const tree = await watched.open();
    rmSync(`${watched.root}/gone`, { recursive: true });
    tree.doubt(['kept', 'gone', 'never', 'never/x'].map((name) => rawPath(`${watched.root}/${name}`)));
    await watched.look();
    expect(watched.told.toSorted()).toEqual(['file /kept/x', 'folder /kept', 'gone /gone', 'gone /gone/x']);
    watched.told.length = 0;
    await watched.look();
    expect(watched.told).toEqual([]);
  });

  it('finds what it was not told of when it is told to suspect everything', async () => {
    watched = new Watched();
    const tree = await watched.open();
    writeFileSync(`${watched.root}/a`, '');
    tree.suspectAll();
    await watched.look();
    expect(watched.known.has(childOf(rawPath(watched.root), rawPath('a')))).toBe(true);
  });
});
