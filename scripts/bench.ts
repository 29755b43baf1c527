/**
 * `npm run bench [-- --runs N] [-- --only TEXT]`: docker compose, this checkout's `stack` and the bare calls to the
 * engine in turn, on the first engine that answers, as a table in Markdown. docs/benchmarks.md says how to read it.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { type BenchCase, benchCases } from './bench/cases.js';
import { bundleFloor, type Command, describeContenders, dockerCompose, stack } from './bench/contenders.js';
import { header, markdownRow, median, type Runs, row } from './bench/figures.js';
import { ensureBaseImage } from './engine/base-image.js';
import { obtainEngine } from './engine/obtain-engine.js';
import { sayOnStderr } from './engine/say.js';

const image = { name: 'busybox', tag: 'latest', pull: true } as const;

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, only: { type: 'string', default: '' } },
});
const runs = Number(values.runs);
const engine = await obtainEngine(process.env, sayOnStderr);
await ensureBaseImage(engine.address, image, sayOnStderr);

const folder = await mkdtemp(`${tmpdir()}/stack-bench-`);
try {
  const floor = await bundleFloor(folder);
  process.stdout.write(`${await describeContenders(engine)}; medians of ${runs} runs\n\n`);
  process.stdout.write(markdownRow(header) + markdownRow(header.map(() => '---')));
  for (const one of benchCases(`${image.name}:${image.tag}`)) {
    if (one.name.includes(values.only)) process.stdout.write(markdownRow(await compare(one, floor)));
  }
  if ('version'.includes(values.only)) await startUp();
} finally {
  await rm(folder, { recursive: true });
}

async function compare(one: BenchCase, floor: Command): Promise<readonly string[]> {
  const project = `${folder}/bench`;
  await mkdir(project, { recursive: true });
  const compose: number[] = [];
  const ours: number[] = [];
  const floors: number[] = [];
  // In turn: what the machine does besides hits all of them.
  for (let run = 0; run < runs; run += 1) {
    compose.push(await once(dockerCompose, one, project));
    ours.push(await once(stack, one, project));
    if (one.floor !== undefined) floors.push(await onceDirectly(floor, one.floor, project));
  }
  const taken: Runs = { compose, stack: ours, ...(one.floor === undefined ? {} : { floor: floors }) };
  return row(one.name, taken, one.targets);
}

async function once(command: Command, one: BenchCase, project: string): Promise<number> {
  const run = (args: readonly string[]) => seconds([...command, ...args], project);
  await writeFile(`${project}/compose.yaml`, one.compose);
  try {
    for (const args of one.before) await run(args);
    if (one.changed !== undefined) await writeFile(`${project}/compose.yaml`, one.changed);
    return await run(one.timed);
  } finally {
    for (const args of one.after) await run(args);
  }
}

/** Before and after the calls that are timed come those that make and remove what they are about. */
async function onceDirectly(floor: Command, args: readonly string[], project: string): Promise<number> {
  const run = (given: readonly string[]) => seconds([...floor, ...given], project);
  if (args[0] === 'up') {
    try {
      return await run(args);
    } finally {
      await run(['down']);
    }
  }
  await run(['up', args[1] ?? '']);
  return await run(['down']);
}

/** Start-up is measured against Node itself: that part is not ours to save. */
async function startUp(): Promise<void> {
  const bare: number[] = [];
  const version: number[] = [];
  for (let run = 0; run < runs * 4; run += 1) {
    bare.push(await seconds([process.execPath, '-e', '0'], folder));
    version.push(await seconds([...stack, 'version'], folder));
  }
  const [nothing, ours] = [median(bare), median(version)];
  process.stdout.write(
    `\n\`stack version\` takes ${milliseconds(ours)}, \`node -e 0\` ${milliseconds(nothing)}.\n`,
  );
}

const milliseconds = (value: number): string => `${Math.round(value * 1000)} ms`;

async function seconds([command, ...args]: Command, cwd: string): Promise<number> {
  const { durationMs } = await execa(command, args, {
    cwd,
    stdin: 'ignore',
    timeout: 300_000,
    env: {
      DOCKER_HOST: engine.host,
      FLOOR_PROJECT: 'stack-bench-floor',
      FLOOR_IMAGE: `${image.name}:${image.tag}`,
    },
  });
  return durationMs / 1000;
}
