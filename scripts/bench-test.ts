/**
 * `npm run bench:test [-- --runs N]`: a test in an environment of its own, by docker compose (`up --exit-code-from`, then
 * `down -v`), by testcontainers' compose module and by this checkout, in turn on the first engine that answers: until the
 * test begins, and until everything is gone again. Then, what each leaves when it is killed. docs/benchmarks.md has
 * figures. testcontainers is fetched from npm for it; its own reaper is a container that has to be pulled, and is left out.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { describeContenders, dockerCompose, stack } from './bench/contenders.js';
import { markdownRow, median, ratio } from './bench/figures.js';
import { repositoryRoot } from './build/repository.js';
import { ensureBaseImage } from './engine/base-image.js';
import { requestEngine } from './engine/engine-request.js';
import { obtainEngine } from './engine/obtain-engine.js';
import { sayOnStderr } from './engine/say.js';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } });
const runs = Number(values.runs);
const image = { name: 'busybox', tag: 'latest', pull: true } as const;
const engine = await obtainEngine(process.env, sayOnStderr);
await ensureBaseImage(engine.address, image, sayOnStderr);
const home = await mkdtemp(`${tmpdir()}/stack-bench-test-`);
const project = `${home}/shop`;

/** A database that takes a while to come up, a cache, a server, and a test that writes down when it begins. */
const compose = (readiness: string) => `
services:
  db:
    image: busybox
    command: [sh, -c, "sleep 0.3; mkdir /www; echo ok > /www/health; exec httpd -f -p 80 -h /www"]
    stop_signal: SIGKILL
    ports: ["80"]
    volumes: ["data:/data"]
    ${readiness}
  cache:
    image: busybox
    command: [sleep, "1000"]
    stop_signal: SIGKILL
  web:
    image: busybox
    command: [httpd, -f, -p, "80"]
    stop_signal: SIGKILL
    depends_on: {db: {condition: service_healthy}, cache: {condition: service_started}}
  tests:
    image: busybox
    profiles: [test]
    volumes: ["./begun:/begun"]
    command: [sh, -c, "touch /begun/now; wget -qO /dev/null http://db/health"]
    depends_on: {db: {condition: service_healthy}, web: {condition: service_started}}
volumes: {data: {}}
`;
const healthcheck = 'healthcheck: {test: [CMD, test, -e, /www/health], interval: 1s, retries: 30}';
const asked = 'x-stack: {ready: {http: 80/health}}';
const environment = { ...process.env, DOCKER_HOST: engine.host, TESTCONTAINERS_RYUK_DISABLED: 'true' };

interface Times {
  readonly readyMs: number;
  readonly wholeMs: number;
}

interface Contender {
  readonly name: string;
  /** Ends when everything is gone. */
  run(name: string): Promise<Times>;
}

const [composeFile, ...composeArgs] = dockerCompose;
const [stackFile, ...stackArgs] = stack;

const command = async (file: string, args: readonly string[]): Promise<void> => {
  await execa(file, args, { cwd: project, env: environment, stdin: 'ignore' });
};

/** The moment at which the test begins is that of a file that it makes. */
async function timed(work: () => Promise<void>): Promise<Times> {
  await rm(`${project}/begun`, { recursive: true, force: true });
  await mkdir(`${project}/begun`);
  const begin = performance.now();
  let readyMs = Number.NaN;
  const watcher = watch(`${project}/begun`, () => {
    if (Number.isNaN(readyMs)) readyMs = performance.now() - begin;
  });
  await work();
  watcher.close();
  return { readyMs, wholeMs: performance.now() - begin };
}

const cli: Contender = {
  name: 'docker compose',
  run: (name) =>
    timed(async () => {
      const args = [...composeArgs, '-p', name, '--profile', 'test'];
      await command(composeFile, [...args, 'up', '--exit-code-from', 'tests']);
      await command(composeFile, [...args, 'down', '-v', '-t', '0']);
    }),
};
const ours: Contender = {
  name: 'stack test',
  run: () => timed(() => command(stackFile, [...stackArgs, 'test', 'tests'])),
};

/** From the call until the environment is given, and until it is taken down. */
const program = (library: string) => `
const begin = performance.now();
${library}
const readyMs = performance.now() - begin;
await end();
console.log(JSON.stringify({ readyMs, wholeMs: performance.now() - begin }));
process.exit();
`;
const inProgram = (name: string, library: string): Contender => ({
  name,
  run: async () => {
    await writeFile(`${home}/program.mjs`, program(library));
    const { stdout } = await execa(process.execPath, [`${home}/program.mjs`], {
      cwd: project,
      env: environment,
    });
    return JSON.parse(stdout);
  },
});
const testcontainers = inProgram(
  'testcontainers',
  `const { DockerComposeEnvironment } = await import('testcontainers');
   const env = await new DockerComposeEnvironment(process.cwd(), 'compose.yaml').up(['web']);
   const end = () => env.down({ removeVolumes: true, timeout: 0 });`,
);
const library = inProgram(
  'stack, library',
  `const { up } = await import('${repositoryRoot}/dist/index.js');
   const env = await up({ isolated: true, services: ['web'] });
   const end = () => env.down();`,
);

async function compare(title: string, theirs: Contender, mine: Contender): Promise<void> {
  const taken: Record<'theirs' | 'mine', Times[]> = { theirs: [], mine: [] };
  // In turn: what the machine does besides hits both. The first of each is not counted.
  for (let run = 0; run <= runs; run += 1) {
    const [other, own] = [await theirs.run(`shop-${run}`), await mine.run(`shop-${run}`)];
    if (run > 0) taken.theirs.push(other);
    if (run > 0) taken.mine.push(own);
  }
  for (const [what, key] of [
    ['until the test can begin', 'readyMs'],
    ['until all is gone', 'wholeMs'],
  ] as const) {
    const [other, own] = [taken.theirs.map((each) => each[key]), taken.mine.map((each) => each[key])];
    const cells = [other, own].map((times) => `${(median(times) / 1000).toFixed(2)} s`);
    process.stdout.write(
      markdownRow([`${title}, ${what}`, theirs.name, ...cells, ratio(own, other).toFixed(2)]),
    );
  }
}

/** Containers, networks and volumes whose names begin like that of the project. */
async function leftBehind(): Promise<number> {
  const paths = ['/containers/json?all=1', '/networks', '/volumes'];
  const bodies = await Promise.all(
    paths.map((path) => requestEngine(engine.address, { path, timeoutMs: 10_000 })),
  );
  const names = bodies.flatMap(({ body }) => [
    ...body.matchAll(/"Names?":\s*\[?"\/?(shop-[^"]+|testcontainers-[^"]+)"/g),
  ]);
  return names.length;
}

/** Killed when its test runs; then the next run, to its end. */
async function killed(contender: Contender, file: string, args: readonly string[]): Promise<string> {
  await rm(`${project}/begun`, { recursive: true, force: true });
  await mkdir(`${project}/begun`);
  const child = spawn(file, args, { cwd: project, env: environment, stdio: 'ignore' });
  const watcher = watch(`${project}/begun`);
  await once(watcher, 'change');
  watcher.close();
  child.kill('SIGKILL');
  await once(child, 'exit');
  const after = await leftBehind();
  await contender.run('shop-next');
  return markdownRow([contender.name, String(after), String(await leftBehind())]);
}

try {
  await mkdir(project);
  await writeFile(`${project}/compose.yaml`, compose(healthcheck));
  process.stdout.write(`${await describeContenders(engine)}; medians of ${runs} runs\n\n`);
  const header = ['', 'beside', 'the other', 'stack', 'stack / the other'];
  process.stdout.write(markdownRow(header) + markdownRow(header.map(() => '---')));
  await compare('the same file, with a health check every second', cli, ours);
  await execa('npm', ['install', '--no-audit', '--no-fund', '--prefix', home, 'testcontainers@11']);
  await compare('the same from a program', testcontainers, library);
  await writeFile(`${home}/ready.yaml`, compose(asked));
  const ready: Contender = {
    name: 'stack test',
    run: () =>
      timed(() =>
        command(stackFile, [
          ...stackArgs,
          '-f',
          `${home}/ready.yaml`,
          '--project-directory',
          project,
          'test',
          'tests',
        ]),
      ),
  };
  await compare('with `x-stack.ready` in the place of the health check', cli, ready);

  process.stdout.write('\n');
  const columns = ['killed while its test ran', 'left behind', 'and after the next run'];
  process.stdout.write(markdownRow(columns) + markdownRow(columns.map(() => '---')));
  const composeRun = [
    ...composeArgs,
    '-p',
    'shop-killed',
    '--profile',
    'test',
    'up',
    '--exit-code-from',
    'tests',
  ];
  process.stdout.write(await killed(cli, composeFile, composeRun));
  await command(composeFile, [
    ...composeArgs,
    '-p',
    'shop-killed',
    '--profile',
    'test',
    'down',
    '-v',
    '-t',
    '0',
  ]);
  process.stdout.write(await killed(ours, stackFile, [...stackArgs, 'test', 'tests']));
} finally {
  await rm(home, { recursive: true });
}
