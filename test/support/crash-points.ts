import type { DaemonClient } from './daemon-client.js';
import { writingCalls } from './recording-proxy.js';
import type { Scenario } from './scenario.js';

/** What happens to the run when the engine has answered its n-th writing call. */
export type Trouble = 'killed' | 'cut off';

/** `stack` is brought from one state to another, and hit on its way; then it is told once more where to go. */
export interface CrashCase {
  /** Commands that make the state before, such as `['-f', 'one.yaml', 'up', '-d']`. */
  readonly before: readonly (readonly string[])[];
  /** The one that is hit. */
  readonly hit: readonly string[];
  /** The one after which everything has to be as if nothing had happened; absent: the one that was hit. */
  readonly after?: readonly string[];
  readonly trouble?: Trouble;
}

/** Projects that are worked on at the same time: most of the time is spent waiting for a dead holder's lock. */
const lanes = 6;

export interface CrashReport {
  readonly points: number;
  /** Points after which the end state was another one, with the first difference. */
  readonly different: readonly string[];
}

/** Hits the run once after each of its writing calls, and compares where the next run gets to with an undisturbed one. */
export async function crashEverywhere(s: Scenario, crash: CrashCase): Promise<CrashReport> {
  const undisturbed = lane(s, 0);
  await prepare(undisturbed, crash);
  const recorded = await s.stackRecorded(crash.hit, { env: undisturbed.env });
  if (crash.after !== undefined) await succeed(undisturbed, crash.after);
  const expected = JSON.stringify(await endState(s.docker, undisturbed.project), null, 1);
  await clean(undisturbed);

  const points = writingCalls(recorded.calls).length;
  const different: string[] = [];
  let next = 1;
  const work = async (one: Lane): Promise<void> => {
    for (let point = next++; point <= points; point = next++) {
      await prepare(one, crash);
      const call = await hit(one, crash, point);
      await succeed(one, crash.after ?? crash.hit);
      const actual = JSON.stringify(await endState(s.docker, one.project), null, 1);
      if (actual !== expected)
        different.push(
          `${crash.trouble ?? 'killed'} after ${point} (${call}): ${difference(expected, actual)}`,
        );
      await clean(one);
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, points) }, (_, index) => work(lane(s, index + 1))));
  return { points, different };
}

interface Lane {
  readonly s: Scenario;
  readonly project: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A project of its own. */
function lane(s: Scenario, index: number): Lane {
  const project = `${s.project}-${index}`;
  return { s, project, env: { COMPOSE_PROJECT_NAME: project } };
}

async function succeed({ s, env }: Lane, args: readonly string[]): Promise<void> {
  const run = await s.stack(args, { env });
  if (run.exitCode !== 0) throw new Error(`stack ${args.join(' ')} failed:\n${run.stderr}`);
}

async function prepare(one: Lane, { before }: CrashCase): Promise<void> {
  for (const args of before) await succeed(one, args);
}

/** After it nothing is left, not even the lock of a run that was killed. */
async function clean(one: Lane): Promise<void> {
  await succeed(one, ['-f', 'one.yaml', 'down', '-v', '-t', '0']);
  const left = await one.s.docker.everythingOf(`${one.project}_`);
  const others = await one.s.docker.everythingOf(`${one.project}-`);
  if (left.length + others.length > 0)
    throw new Error(`left behind: ${[...left, ...others].map(({ name }) => name).join(', ')}`);
}

/** Gives the call after which it was hit. */
async function hit({ s, env }: Lane, { hit: args, trouble }: CrashCase, point: number): Promise<string> {
  let calls = 0;
  let last = 'never';
  let killed = false;
  await using proxy = await s.proxied((call) => {
    if (killed) return 'cut';
    if (writingCalls([call]).length === 0) return 'pass';
    calls += 1;
    if (calls !== point) return 'pass';
    last = call;
    if (trouble !== 'cut off') {
      killed = true;
      run.kill('SIGKILL');
    }
    return 'cut';
  });
  const run = s.start(args, { env: { ...env, ...proxy.env } });
  await run.finished;
  return last;
}

/** All that the project has on the engine, without what differs from run to run: ids, times, and its name. */
async function endState(docker: DaemonClient, project: string): Promise<unknown> {
  const [containers, networks, volumes] = await Promise.all([
    docker.containers(project),
    docker.networks(project),
    docker.volumes(project),
  ]);
  const named = (name: string): string => name.replaceAll(project, 'PROJECT');
  const byName = (one: string, other: string): number => (one < other ? -1 : 1);
  return {
    containers: await Promise.all(
      containers.map(async ({ id, name, state, exitCode, environment, raw }) => ({
        name: named(name),
        state: state === 'exited' ? `exited ${exitCode}` : state,
        mode: environment['MODE'],
        networks: Object.keys(raw.NetworkSettings.Networks).map(named).sort(byName),
        mounts: raw.Mounts.map(({ Type, Name, Destination }) =>
          [Type, /^[0-9a-f]{64}$/.test(Name ?? '') ? 'anonymous' : named(Name ?? ''), Destination].join(' '),
        ).sort(byName),
        // Written once, by the first that ever ran there.
        data: (await docker.file(id, '/data/first'))?.trim(),
        cache: (await docker.file(id, '/cache/first'))?.trim(),
      })),
    ),
    networks: networks.map(({ name }) => named(name)).sort(byName),
    volumes: volumes
      .map(({ name }) => (/^[0-9a-f]{64}$/.test(name) ? 'anonymous' : named(name)))
      .sort(byName),
  };
}

function difference(expected: string, actual: string): string {
  const lines = expected.split('\n');
  const others = actual.split('\n');
  const missing = lines.filter((line) => !others.includes(line)).map((line) => `- ${line.trim()}`);
  const added = others.filter((line) => !lines.includes(line)).map((line) => `+ ${line.trim()}`);
  return [...missing, ...added].join(' ') || 'the same lines in another order or number';
}
