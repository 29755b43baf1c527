import { mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { execa } from 'execa';
import { repositoryRoot } from '../build/repository.js';
import { type Facts, facts } from './normalise.js';
import type { Scenario, Step } from './scenario.js';
import type { DaemonInspector } from './snapshot.js';

export interface Difference {
  readonly step: string;
  readonly path: string;
  readonly compose: string;
  readonly stack: string;
  /** Why it is meant to differ. */
  readonly reason: string | undefined;
}

export interface Comparison {
  readonly differences: readonly Difference[];
  /** Steps that fail with both, and what they say. */
  readonly refused: readonly Pick<Difference, 'step' | 'compose' | 'stack'>[];
}

interface Tool {
  readonly name: 'docker compose' | 'stack';
  readonly command: readonly [string, ...string[]];
}

interface Outcome {
  readonly facts: Facts;
  readonly succeeded: boolean;
  readonly said: string;
}

const compose: Tool = { name: 'docker compose', command: ['docker', 'compose'] };
const stack: Tool = { name: 'stack', command: [process.execPath, `${repositoryRoot}/bin/stack.js`] };

export async function compareScenario(
  scenario: Scenario,
  inspector: DaemonInspector,
  host: string,
): Promise<Comparison> {
  const theirs = await outcomes(scenario, compose, inspector, host);
  const ours = await outcomes(scenario, stack, inspector, host);
  const pairs = scenario.steps.flatMap((step, index) => {
    const [their, our] = [theirs[index], ours[index]];
    if (their === undefined || our === undefined) return [];
    return [{ title: `${index + 1}. ${command(step).join(' ')}`, their, our }];
  });
  return {
    differences: pairs.flatMap(({ title, their, our }) =>
      differences(title, their, our, scenario.explained ?? {}),
    ),
    refused: pairs.flatMap(({ title, their, our }) =>
      their.succeeded || our.succeeded ? [] : [{ step: title, compose: their.said, stack: our.said }],
    ),
  };
}

/** Containers that one tool replaces although the other has just made them of the same file. */
export async function replacedByOther(
  scenario: Scenario,
  inspector: DaemonInspector,
  host: string,
): Promise<readonly string[]> {
  const [first] = scenario.steps;
  if (first === undefined) return [];
  const changes = async (maker: Tool, other: Tool): Promise<readonly string[]> => {
    const ids: ReadonlyMap<string, string>[] = [];
    const alternately = [maker, other, maker];
    const look = async () => {
      const { containers } = await inspector.snapshot(scenario.name);
      ids.push(new Map(containers.map(({ Name, Id }) => [String(Name), String(Id)])));
    };
    await inFolder({ ...scenario, steps: alternately.map(() => first) }, alternately, host, inspector, look);
    return ids.flatMap((now, index) => {
      const before = ids[index - 1];
      const lost = before === undefined ? [] : [...before].filter(([name, id]) => now.get(name) !== id);
      return lost.map(([name]) => `${alternately[index]?.name} replaces ${name.slice(1)}`);
    });
  };
  return [...(await changes(compose, stack)), ...(await changes(stack, compose))];
}

async function outcomes(
  scenario: Scenario,
  tool: Tool,
  inspector: DaemonInspector,
  host: string,
): Promise<readonly Outcome[]> {
  const result: Outcome[] = [];
  const tools = scenario.steps.map(() => tool);
  await inFolder(scenario, tools, host, inspector, async (succeeded, said, texts) => {
    const snapshot = await inspector.snapshot(scenario.name);
    result.push({ facts: facts(snapshot, texts), succeeded, said });
  });
  return result;
}

/** In one folder for both tools, because labels and mounts name it. Whatever happens, nothing is left. */
async function inFolder(
  scenario: Scenario,
  tools: readonly Tool[],
  host: string,
  inspector: DaemonInspector,
  afterStep: (succeeded: boolean, said: string, texts: string) => Promise<void>,
): Promise<void> {
  const folder = `${tmpdir()}/compare-inspects/${scenario.name}`;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const run = (program: readonly [string, ...string[]], args: readonly string[]) =>
    execa(program[0], [...program.slice(1), ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: homedir(), DOCKER_HOST: host, ...scenario.environment },
      extendEnv: false,
      all: true,
      reject: false,
      stdin: 'ignore',
      timeout: 120_000,
    });
  let texts = '';
  try {
    for (const args of scenario.before ?? []) await run(['docker'], args);
    for (const [index, step] of scenario.steps.entries()) {
      texts += await prepare(folder, step);
      const { exitCode, all } = await run((tools[index] ?? compose).command, command(step));
      await afterStep(exitCode === 0, all, texts);
    }
  } finally {
    for (const { command } of new Set(tools))
      await run(command, ['down', '--volumes', '--timeout', '0', '--remove-orphans']);
    await inspector.removeContainers(scenario.name);
    for (const args of scenario.after ?? []) await run(['docker'], args);
    await rm(folder, { recursive: true, force: true });
  }
}

async function prepare(folder: string, { compose, files = {} }: Step): Promise<string> {
  const texts = {
    ...files,
    ...(compose === undefined ? {} : { 'compose.yaml': JSON.stringify(compose, null, 2) }),
  };
  for (const [path, text] of Object.entries(texts)) {
    await mkdir(dirname(`${folder}/${path}`), { recursive: true });
    await writeFile(`${folder}/${path}`, text);
  }
  return Object.values(texts).join('\n');
}

const command = ({ run = ['up', '-d'] }: Step): readonly string[] => run;

function differences(
  step: string,
  theirs: Outcome,
  ours: Outcome,
  explained: Readonly<Record<string, string>>,
): Difference[] {
  const difference = (path: string, compose: string, stack: string): Difference => ({
    step,
    path,
    compose,
    stack,
    reason: Object.entries(explained).find(([part]) => path.includes(part))?.[1],
  });
  if (theirs.succeeded !== ours.succeeded) {
    const words = ({ succeeded, said }: Outcome) => (succeeded ? 'succeeds' : `fails: ${said}`);
    return [difference('outcome', words(theirs), words(ours))];
  }
  // What a failed command leaves behind is a matter of how it failed.
  if (!theirs.succeeded) return [];
  const resources = [...new Set([...theirs.facts.keys(), ...ours.facts.keys()])].sort();
  return resources.flatMap((resource) => {
    const [their, our] = [theirs.facts.get(resource), ours.facts.get(resource)];
    if (their === undefined || our === undefined) {
      const words = (facts: unknown) => (facts === undefined ? 'absent' : 'present');
      return [difference(resource, words(their), words(our))];
    }
    const paths = [...new Set([...their.keys(), ...our.keys()])].sort();
    return paths.flatMap((path) => {
      const [left = '-', right = '-'] = [their.get(path), our.get(path)];
      return left === right ? [] : [difference(`${resource}${path}`, left, right)];
    });
  });
}
