/**
 * `npm run bench:watch [-- --saves N] [-- --only TEXT]`: how long it takes from a save until the file is in the
 * container, from a switch of 5,000 files until all of them are, and what waiting costs. docker compose and this
 * checkout's `stack` in turn, on the first engine that answers. What is in the container is read through /proc, so
 * that looking costs nothing: it takes Linux, root, and an engine on this machine. docs/benchmarks.md has figures.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { execa, type ResultPromise } from 'execa';
import { type Command, describeContenders, dockerCompose, stack } from './bench/contenders.js';
import { markdownRow, median } from './bench/figures.js';
import { ensureBaseImage } from './engine/base-image.js';
import { obtainEngine } from './engine/obtain-engine.js';
import { sayOnStderr } from './engine/say.js';

const image = { name: 'busybox', tag: 'latest', pull: true } as const;
const sources = 300;
const switched = 5000;
const ignored = 49_000;
const idleSeconds = 30;
/** From a quiet moment to the next save: both are to be found at rest. */
const restMs = 100;

const composeFile = `services:
  web:
    image: ${image.name}:${image.tag}
    command: ["sleep", "100000"]
    stop_signal: SIGKILL
    develop:
      watch:
        - {action: sync, path: ., target: /app, ignore: [node_modules/]}
`;

const { values } = parseArgs({
  options: { saves: { type: 'string', default: '100' }, only: { type: 'string', default: '' } },
});
const saves = Number(values.saves);
const contenders: readonly { readonly name: string; readonly command: Command }[] = [
  { name: 'docker compose', command: dockerCompose },
  { name: 'stack', command: stack },
];

const engine = await obtainEngine(process.env, sayOnStderr);
await ensureBaseImage(engine.address, image, sayOnStderr);
const home = await realpath(await mkdtemp(`${tmpdir()}/stack-bench-watch-`));
try {
  process.stdout.write(`${await describeContenders(engine)}\n\n`);
  const header = ['', ...contenders.map(({ name }) => name), 'stack / docker compose'];
  process.stdout.write(markdownRow(header) + markdownRow(header.map(() => '---')));
  if ('save'.includes(values.only)) await compareSaves('a save', writeFile);
  if ('atomic save'.includes(values.only))
    await compareSaves('an atomic save (write beside, rename)', saveAtomically);
  if ('switch'.includes(values.only)) await compareSwitches();
  if ('idle'.includes(values.only)) await compareIdle();
} finally {
  await rm(home, { recursive: true });
}

type Save = (path: string, text: string) => Promise<void>;

async function saveAtomically(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}

async function compareSaves(title: string, write: Save): Promise<void> {
  const times = await eachContender(async (watch) => {
    const path = 'src/dir1/file1.js';
    const taken: number[] = [];
    for (let index = 0; index < saves; index += 1) {
      const text = `${index} of ${saves}`;
      await delay(restMs);
      const begin = performance.now();
      await write(`${watch.folder}/${path}`, text);
      await watch.until(() => contentOf(`${watch.root}/app/${path}`) === text);
      taken.push(performance.now() - begin);
    }
    return taken;
  });
  const [compose = [], ours = []] = times;
  const at = (all: readonly number[], share: number) =>
    [...all].sort((a, b) => a - b)[Math.ceil(all.length * share) - 1] ?? Number.NaN;
  tell(`${title}, median`, median(compose), median(ours), milliseconds);
  tell(`${title}, 99th percentile`, at(compose, 0.99), at(ours, 0.99), milliseconds);
}

async function compareSwitches(): Promise<void> {
  const [compose = Number.NaN, ours = Number.NaN] = await eachContender(async (watch) => {
    const begin = performance.now();
    for (let index = 0; index < switched; index += 1)
      await writeInto(watch.folder, `src/branch/dir${index % 100}/file${index}.js`, `${index} `.repeat(100));
    const written = performance.now();
    const isThere = () =>
      Array.from({ length: switched }, (_, index) => index).every(
        (index) =>
          contentOf(`${watch.root}/app/src/branch/dir${index % 100}/file${index}.js`) ===
          `${index} `.repeat(100),
      );
    await watch.until(isThere, 20);
    process.stderr.write(`${watch.name}: ${Math.round(written - begin)} ms to write the files\n`);
    return performance.now() - written;
  });
  tell(
    `a switch of ${switched.toLocaleString('en')} files, from the last write on`,
    compose,
    ours,
    milliseconds,
  );
}

async function compareIdle(): Promise<void> {
  const figures = await eachContender(
    async (watch) => {
      await delay(3000);
      const before = await cpuSeconds(watch.pids());
      await delay(idleSeconds * 1000);
      const share = ((await cpuSeconds(watch.pids())) - before) / idleSeconds;
      return { share: share * 100, megabytes: (await residentBytes(watch.pids())) / 1e6 };
    },
    async (folder) => {
      for (let index = 0; index < ignored; index += 1)
        await writeInto(folder, `node_modules/package${index % 1000}/lib/file${index}.js`, '');
    },
  );
  const [compose, ours] = figures;
  if (compose === undefined || ours === undefined) return;
  const title = `waiting, ${(ignored + sources).toLocaleString('en')} files`;
  tell(`${title}: processor`, compose.share, ours.share, (value) => `${value.toFixed(2)} %`);
  tell(`${title}: memory`, compose.megabytes, ours.megabytes, (value) => `${Math.round(value)} MB`);
}

interface Watch {
  readonly name: string;
  readonly folder: string;
  /** Of the container, as this machine sees it. */
  readonly root: string;
  /** Of the program and those that it has started. */
  pids(): readonly number[];
  until(check: () => boolean, everyMs?: number): Promise<void>;
}

async function eachContender<Value>(
  measure: (watch: Watch) => Promise<Value>,
  prepare: (folder: string) => Promise<void> = () => Promise.resolve(),
): Promise<readonly Value[]> {
  const results: Value[] = [];
  for (const { name, command } of contenders) {
    const folder = `${home}/${name.replace(' ', '-')}`;
    await writeInto(folder, 'compose.yaml', composeFile);
    for (let index = 0; index < sources; index += 1)
      await writeInto(folder, `src/dir${index % 20}/file${index}.js`, `export default ${index};\n`);
    await prepare(folder);
    const run = (args: readonly string[]) =>
      execa(command[0], [...command.slice(1), ...args], { cwd: folder });
    let process_: ResultPromise | undefined;
    try {
      process_ = run(['watch']);
      const running = process_;
      running.catch(() => {});
      let output = '';
      const heard = (chunk: unknown) => {
        output += String(chunk);
      };
      running.stdout?.on('data', heard);
      running.stderr?.on('data', heard);
      const until = async (check: () => boolean, everyMs = 0.5): Promise<void> => {
        const end = performance.now() + 120_000;
        while (!check()) {
          if (performance.now() > end) throw new Error(`${name} takes too long:\n${output}`);
          await delay(everyMs);
        }
      };
      await until(() => output.includes('Watch enabled'), 20);
      const { stdout } = await execa('docker', [
        'inspect',
        '-f',
        '{{.State.Pid}}',
        `${name.replace(' ', '-')}-web-1`,
      ]);
      const watch: Watch = {
        name,
        folder,
        root: `/proc/${stdout}/root`,
        until,
        pids: () => family(running.pid ?? 0),
      };
      // What it takes to get going is not measured.
      await delay(1000);
      await writeInto(folder, 'src/first.js', 'first');
      await until(() => contentOf(`${watch.root}/app/src/first.js`) === 'first', 5);
      results.push(await measure(watch));
    } finally {
      process_?.kill('SIGINT');
      await process_?.catch(() => {});
      await run(['down', '-t', '0']);
      await rm(folder, { recursive: true });
    }
  }
  return results;
}

async function writeInto(folder: string, path: string, text: string): Promise<void> {
  try {
    await writeFile(`${folder}/${path}`, text);
  } catch {
    await mkdir(dirname(`${folder}/${path}`), { recursive: true });
    await writeFile(`${folder}/${path}`, text);
  }
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function family(pid: number): readonly number[] {
  const parents = readdirSync('/proc').flatMap((name) => {
    const parent = /^\d+$/.test(name) && contentOf(`/proc/${name}/stat`)?.split(') ')[1]?.split(' ')[1];
    return parent ? [{ pid: Number(name), parent: Number(parent) }] : [];
  });
  const all = new Set([pid]);
  for (const one of all) for (const each of parents) if (each.parent === one) all.add(each.pid);
  return [...all];
}

async function cpuSeconds(pids: readonly number[]): Promise<number> {
  let ticks = 0;
  for (const pid of pids) {
    const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks / 100;
}

async function residentBytes(pids: readonly number[]): Promise<number> {
  let kilobytes = 0;
  for (const pid of pids)
    kilobytes += Number(/^VmRSS:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]);
  return kilobytes * 1024;
}

function tell(title: string, compose: number, ours: number, show: (value: number) => string): void {
  process.stdout.write(markdownRow([title, show(compose), show(ours), (ours / compose).toFixed(3)]));
}

function milliseconds(value: number): string {
  return `${value.toFixed(value < 100 ? 1 : 0)} ms`;
}
