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
): Promise<readonly Difference[]> {
  const theirs = await outcomes(scenario, compose, inspector, host);
  const ours = await outcomes(scenario, stack, inspector, host);
  return scenario.steps.flatMap((step, index) => {
    const [their, our] = [theirs[index], ours[index]];
    if (their === undefined || our === undefined) return [];
    return differences(`${index + 1}. ${command(step).join(' ')}`, their, our, scenario.explained ?? {});
  });
}

/** In one folder for both, because labels and mounts name it. */
async function outcomes(
  scenario: Scenario,
  tool: Tool,
  inspector: DaemonInspector,
  host: string,
): Promise<readonly Outcome[]> {
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
  const result: Outcome[] = [];
  let said = '';
  try {
    for (const args of scenario.before ?? []) await run(['docker'], args);
    for (const step of scenario.steps) {
      said += await prepare(folder, step);
      const { exitCode, all } = await run(tool.command, command(step));
      const snapshot = await inspector.snapshot(scenario.name);
      result.push({ facts: facts(snapshot, said), succeeded: exitCode === 0, said: all });
    }
  } finally {
    await run(tool.command, ['down', '--volumes', '--timeout', '0', '--remove-orphans']);
    for (const args of scenario.after ?? []) await run(['docker'], args);
    await rm(folder, { recursive: true, force: true });
  }
  return result;
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
  if (!theirs.succeeded) return [];
  const paths = [...new Set([...theirs.facts.keys(), ...ours.facts.keys()])].sort();
  return paths.flatMap((path) => {
    const [their = '-', our = '-'] = [theirs.facts.get(path), ours.facts.get(path)];
    return their === our ? [] : [difference(path, their, our)];
  });
}
