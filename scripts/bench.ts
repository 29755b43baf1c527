/**
 * `npm run bench [-- --runs N] [-- --only TEXT]`: docker compose and this checkout's `stack` in turn on one engine, and
 * the ratio of their medians. Needs DOCKER_HOST or a default engine, `docker compose`, and an image busybox on it.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { type BenchCase, benchCases } from './bench/cases.js';
import { repositoryRoot } from './build/repository.js';

interface Tool {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

const compose: Tool = { name: 'docker compose', command: ['docker', 'compose'] };
const stack: Tool = { name: 'stack', command: [process.execPath, `${repositoryRoot}/bin/stack.js`] };

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, only: { type: 'string', default: '' } },
});
const runs = Number(values.runs);

process.stdout.write(
  `${'median of'.padEnd(50)}${compose.name.padStart(16)}${stack.name.padStart(10)}   ratio\n`,
);
if ('version'.includes(values.only)) await startUp();
for (const one of benchCases('busybox')) {
  if (one.name.includes(values.only)) await compare(one);
}

/** Start-up is measured against Node itself: that part is not ours to save. */
async function startUp(): Promise<void> {
  const bare: number[] = [];
  const version: number[] = [];
  for (let run = 0; run < runs * 4; run += 1) {
    bare.push(await seconds([process.execPath, '-e', '0'], tmpdir()));
    version.push(await seconds([...stack.command, 'version'], tmpdir()));
  }
  print('stack version, against node -e 0', median(bare), median(version));
}

async function compare(one: BenchCase): Promise<void> {
  const folder = await mkdtemp(`${tmpdir()}/stack-bench-`);
  await writeFile(`${folder}/compose.yaml`, one.compose);
  const taken = new Map<Tool, number[]>([
    [compose, []],
    [stack, []],
  ]);
  try {
    // A B A B: what the machine does besides hits both.
    for (let run = 0; run < runs; run += 1) {
      for (const [tool, times] of taken) times.push(await once(tool, one, folder));
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  print(one.name, median(taken.get(compose) ?? []), median(taken.get(stack) ?? []));
}

async function once(tool: Tool, one: BenchCase, folder: string): Promise<number> {
  for (const args of one.before) await seconds([...tool.command, ...args], folder);
  try {
    return await seconds([...tool.command, ...one.timed], folder);
  } finally {
    for (const args of one.after) await seconds([...tool.command, ...args], folder);
  }
}

async function seconds([command, ...args]: readonly [string, ...string[]], cwd: string): Promise<number> {
  const { durationMs } = await execa(command, args, { cwd, stdin: 'ignore', timeout: 300_000 });
  return durationMs / 1000;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function print(name: string, base: number, ours: number): void {
  const row = [name.padEnd(50), `${base.toFixed(2)} s`.padStart(16), `${ours.toFixed(2)} s`.padStart(10)];
  process.stdout.write(`${row.join('')}   ${(ours / base).toFixed(2)}\n`);
}
