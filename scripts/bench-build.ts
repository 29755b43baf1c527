/**
 * `npm run bench:build [-- --runs N]`: a build over a context of 20,000 files by docker compose and this checkout's
 * `stack` in turn, on the first engine that answers: from nothing, with nothing to do, and after a change of one file.
 * Each has a folder of its own with contents of its own, so that neither profits from what the other has built.
 * docs/benchmarks.md has figures.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { type Command, describeContenders, dockerCompose, stack } from './bench/contenders.js';
import { markdownRow, median, ratio } from './bench/figures.js';
import { ensureBaseImage } from './engine/base-image.js';
import { obtainEngine } from './engine/obtain-engine.js';
import { sayOnStderr } from './engine/say.js';

const image = { name: 'busybox', tag: 'latest', pull: true } as const;
const folders = 200;
const filesInFolder = 100;
/** Between a change and the build that is timed: both tools are to find a file that is not being written. */
const restMs = 200;

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } });
const runs = Number(values.runs);

const changes = [
  { title: 'after a change of one file, among all others', path: 'src/dir7/file7.txt' },
  { title: 'after a change of one file, in a layer of its own', path: 'app/main.js' },
] as const;

interface Contender {
  readonly name: string;
  readonly command: Command;
}
const compose: Contender = { name: 'docker compose', command: dockerCompose };
const ours: Contender = { name: 'stack', command: stack };

const engine = await obtainEngine(process.env, sayOnStderr);
await ensureBaseImage(engine.address, image, sayOnStderr);
const home = await mkdtemp(`${tmpdir()}/stack-bench-build-`);
const environment = { DOCKER_HOST: engine.host, XDG_STATE_HOME: `${home}/state` };
try {
  process.stdout.write(`${await describeContenders(engine)}; medians of ${runs} runs\n\n`);
  const header = ['', compose.name, ours.name, 'stack / docker compose'];
  process.stdout.write(markdownRow(header) + markdownRow(header.map(() => '---')));
  await prepareProject(compose);
  await prepareProject(ours);
  await compare('from nothing', 1, async () => {});
  for (const { title, path } of changes)
    await compare(title, runs, (contender, run) =>
      writeFile(`${projectOf(contender)}/${path}`, `${contender.name} ${run}\n`),
    );
  await compare('with nothing to do', runs, async () => {});
} finally {
  for (const contender of [compose, ours])
    await execa('docker', ['image', 'rm', '--force', imageOf(contender)], {
      env: environment,
      reject: false,
    });
  await rm(home, { recursive: true });
}

async function prepareProject(contender: Contender): Promise<void> {
  const project = projectOf(contender);
  for (let folder = 0; folder < folders; folder += 1) {
    await mkdir(`${project}/src/dir${folder}`, { recursive: true });
    for (let file = 0; file < filesInFolder; file += 1)
      await writeFile(
        `${project}/src/dir${folder}/file${file}.txt`,
        `${home} ${contender.name} ${folder} ${file}\n`,
      );
  }
  await mkdir(`${project}/app`);
  await writeFile(`${project}/app/main.js`, contender.name);
  await writeFile(`${project}/Dockerfile`, `FROM ${image.name}:${image.tag}\nCOPY src /src\nCOPY app /app\n`);
  await writeFile(
    `${project}/compose.yaml`,
    `services:\n  web:\n    image: ${imageOf(contender)}\n    build: .\n`,
  );
}

async function compare(
  title: string,
  count: number,
  change: (contender: Contender, run: number) => Promise<void>,
): Promise<void> {
  const taken = new Map<Contender, number[]>([
    [compose, []],
    [ours, []],
  ]);
  // In turn: what the machine does besides hits both.
  for (let run = 0; run < count; run += 1)
    for (const [contender, times] of taken) {
      await change(contender, run);
      await delay(restMs);
      times.push(await secondsOfBuild(contender));
    }
  const [theirs = [], mine = []] = [...taken.values()];
  const seconds = (times: readonly number[]): string => `${median(times).toFixed(2)} s`;
  process.stdout.write(
    markdownRow([
      `build, 20,000 files, ${title}`,
      seconds(theirs),
      seconds(mine),
      ratio(mine, theirs).toFixed(2),
    ]),
  );
}

async function secondsOfBuild({ command: [file, ...args], ...contender }: Contender): Promise<number> {
  const begin = performance.now();
  await execa(file, [...args, 'build'], {
    cwd: projectOf(contender),
    env: environment,
    stdin: 'ignore',
  });
  return (performance.now() - begin) / 1000;
}

function projectOf({ name }: Pick<Contender, 'name'>): string {
  return `${home}/${name.replace(' ', '-')}`;
}

function imageOf({ name }: Pick<Contender, 'name'>): string {
  return `stack-bench-build-${name.replace(' ', '-')}`;
}
