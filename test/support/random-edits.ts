import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';

/** The same sequence for the same seed, from 0 to below 1. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Path = Buffer;

/** Not all of them are text, and some must not be taken for anything else. */
const names: readonly Path[] = [
  ...[
    'a',
    'b',
    'c.js',
    'd e',
    'ünïcode',
    '-rf',
    '$HOME',
    'x'.repeat(120),
    'line\nbreak',
    'quote\'"',
    'a-b',
    '*',
  ].map((name) => Buffer.from(name)),
  Buffer.from([0x66, 0xff, 0xfe]),
];

const join = (folder: Path, name: Path): Path => Buffer.concat([folder, Buffer.from('/'), name]);

/** Does something to a tree, as people and their tools do. */
export class RandomEdits {
  readonly #random: () => number;
  readonly #root: Path;

  constructor(root: string, seed: number) {
    this.#root = Buffer.from(root);
    this.#random = randomNumbers(seed);
  }

  step(): void {
    const folder = this.#someFolder();
    const path = join(folder, this.#oneOf(names));
    const stats = lstatSync(path, { throwIfNoEntry: false });
    const chance = this.#random();
    if (chance < 0.35) this.#save(path, stats?.isDirectory() === true);
    else if (chance < 0.5) this.#saveAtomically(path, stats?.isDirectory() === true);
    else if (chance < 0.62) this.#makeFolder(path, stats !== undefined);
    else if (chance < 0.74) rmSync(path, { recursive: true, force: true });
    else if (chance < 0.84) this.#move(path, join(this.#someFolder(), this.#oneOf(names)));
    else if (chance < 0.9) this.#link(path);
    else if (stats !== undefined && !stats.isSymbolicLink())
      chmodSync(path, stats.isDirectory() ? this.#oneOf([0o755, 0o700]) : this.#oneOf([0o644, 0o755, 0o600]));
  }

  #save(path: Path, isFolder: boolean): void {
    if (isFolder) rmSync(path, { recursive: true });
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) rmSync(path);
    writeFileSync(path, this.#content());
  }

  #saveAtomically(path: Path, isFolder: boolean): void {
    if (isFolder) return;
    const beside = Buffer.concat([path.subarray(0, path.length - 1), Buffer.from('.tmp')]);
    rmSync(beside, { recursive: true, force: true });
    writeFileSync(beside, this.#content());
    renameSync(beside, path);
  }

  #makeFolder(path: Path, isThere: boolean): void {
    if (isThere) rmSync(path, { recursive: true, force: true });
    mkdirSync(path);
  }

  #move(from: Path, to: Path): void {
    if (!existsSync(from) || `${to.toString('latin1')}/`.startsWith(`${from.toString('latin1')}/`)) return;
    if (`${from.toString('latin1')}/`.startsWith(`${to.toString('latin1')}/`)) return;
    rmSync(to, { recursive: true, force: true });
    renameSync(from, to);
  }

  #link(path: Path): void {
    rmSync(path, { recursive: true, force: true });
    symlinkSync(this.#oneOf(['a', '../b', '/nowhere', 'c.js']), path);
  }

  #content(): string {
    return String(this.#random()).repeat(Math.floor(this.#random() * (this.#random() < 0.1 ? 4000 : 20)));
  }

  #someFolder(): Path {
    let folder = this.#root;
    while (this.#random() < 0.6) {
      const below = readdirSync(folder, { encoding: 'buffer' })
        .map((name) => join(folder, name))
        .filter((path) => lstatSync(path).isDirectory());
      if (below.length === 0 || folder.length > 1500) break;
      folder = this.#oneOf(below);
    }
    return folder;
  }

  #oneOf<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.#random() * items.length)];
    if (item === undefined) throw new Error('there is nothing to choose from');
    return item;
  }
}

/** All that is in a folder: what each path is, its rights and its content; names byte by byte. */
export function treeOf(
  root: string,
  isLeftOut: (name: string) => boolean = () => false,
): ReadonlyMap<string, string> {
  const tree = new Map<string, string>();
  const read = (folder: Path): void => {
    for (const name of readdirSync(folder, { encoding: 'buffer' })) {
      if (isLeftOut(name.toString())) continue;
      const path = join(folder, name);
      const stats = lstatSync(path);
      const mode = (stats.mode & 0o7777).toString(8);
      const key = path.subarray(Buffer.byteLength(root) + 1).toString('latin1');
      if (stats.isDirectory()) {
        tree.set(key, `folder ${mode}`);
        read(path);
      } else if (stats.isSymbolicLink()) tree.set(key, `link ${readlinkSync(path)}`);
      else tree.set(key, `file ${mode} ${readFileSync(path).toString('latin1')}`);
    }
  };
  read(Buffer.from(root));
  return tree;
}
