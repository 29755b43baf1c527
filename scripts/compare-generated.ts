/**
 * Compares what `stack config` and docker compose say to projects that are made up:
 *
 *     npm run compare:generated -- [--seed N] [--runs N] [--of project|mistake|small] [--refusals] [--jobs N]
 *
 * `DOCKER_COMPOSE` names docker compose, when it is not `docker compose`. Each kind of difference is printed once,
 * with the smallest project found that has it. Ends with 1 if there is any.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import {
  type GeneratedProject,
  mistakenProject,
  project,
  projectFiles,
  smallProject,
  variables,
} from '../test/config/generated/project.js';
import { askStack } from './compare/ask-stack.js';
import { type Difference, differenceOf, differentHashes, general } from './compare/difference.js';
import { askDockerCompose, comparedVersion, dockerComposeVersion } from './compare/docker-compose.js';
import { shrinkProject } from './compare/shrink-project.js';

const kinds: Readonly<Record<string, fc.Arbitrary<GeneratedProject>>> = {
  project,
  mistake: mistakenProject,
  small: smallProject,
};

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    runs: { type: 'string', default: '200' },
    of: { type: 'string', default: 'project' },
    refusals: { type: 'boolean', default: false },
    jobs: { type: 'string', default: '2' },
  },
});
const arbitrary = kinds[values.of];
if (arbitrary === undefined) throw new Error(`--of is one of ${Object.keys(kinds).join(', ')}`);
const version = await dockerComposeVersion();
if (!version.startsWith(comparedVersion))
  throw new Error(`docker compose ${comparedVersion} is needed, this is "${version}"`);

const seed = Number(values.seed);
const projects = fc.sample(arbitrary, { numRuns: Number(values.runs), seed });
const root = await mkdtemp(join(tmpdir(), 'compare-'));
const found = new Map<string, { readonly project: GeneratedProject; count: number }>();
const refusals = new Map<string, number>();
const total = { accepted: 0, refused: 0, crashed: 0, different: 0 };

let next = 0;
await Promise.all(
  Array.from({ length: Number(values.jobs) }, (_, worker) => work(join(root, String(worker)))),
);
for (const [kind, { project: example, count }] of found) {
  const folder = join(root, 'shrunk');
  const hashesDiffer = kind === differentHashes;
  const smallest = await shrinkProject(
    example,
    async (smaller) => (await compare(smaller, folder, hashesDiffer))?.kind === kind,
  );
  const difference = await compare(smallest, folder, hashesDiffer);
  print(smallest, difference ?? { kind, detail: 'not seen again' }, count);
}
await rm(root, { recursive: true });
if (values.refusals) {
  console.log('\nWhy docker compose refused:');
  const often = [...refusals].sort(([, left], [, right]) => right - left);
  for (const [reason, count] of often) console.log(`${String(count).padStart(5)} ${reason}`);
}
console.log(
  `seed ${seed}: ${projects.length} projects, ${JSON.stringify(total)}, ${found.size} kinds of differences`,
);
process.exitCode = found.size > 0 ? 1 : 0;

async function work(folder: string): Promise<void> {
  for (let index = next++; index < projects.length; index = next++) {
    const generated = projects[index];
    if (generated === undefined) return;
    const difference = await compare(generated, folder, index % 4 === 0, true);
    if (difference === undefined) continue;
    total.different++;
    const before = found.get(difference.kind);
    if (before) before.count++;
    else found.set(difference.kind, { project: generated, count: 1 });
  }
}

async function compare(
  generated: GeneratedProject,
  folder: string,
  withHashes: boolean,
  counted = false,
): Promise<Difference | undefined> {
  const place = join(folder, 'project');
  await rm(place, { recursive: true, force: true });
  for (const [path, text] of Object.entries(projectFiles(generated))) {
    await mkdir(dirname(join(place, path)), { recursive: true });
    await writeFile(join(place, path), text);
  }
  const { files, profiles } = generated;
  const invocation = { folder: place, files, profiles, environment: variables };
  const [compose, stack] = await Promise.all([
    askDockerCompose(invocation, withHashes),
    askStack(invocation, withHashes),
  ]);
  if (counted) total[compose.kind]++;
  if (counted && compose.kind === 'refused') {
    const reason = general(compose.reason);
    refusals.set(reason, (refusals.get(reason) ?? 0) + 1);
  }
  const difference = differenceOf(compose, stack);
  if (difference === undefined || compose.kind === 'crashed') return difference;
  // Where docker compose says this now and that then, nobody can agree with it.
  for (let time = 0; time < (counted ? 3 : 1); time++) {
    if (differenceOf(await askDockerCompose(invocation, withHashes), stack)?.kind !== difference.kind)
      return undefined;
  }
  return difference;
}

function print(example: GeneratedProject, { kind, detail }: Difference, count: number): void {
  console.log(`\n=== ${kind} (${count})\n${detail}`);
  for (const [path, text] of Object.entries(projectFiles({ ...example, blockDepth: 4 })))
    if (text !== '') console.log(`--- ${path}\n${text.trimEnd()}`);
  if (example.files.length > 0) console.log(`--- files: ${example.files.join(' ')}`);
  if (example.profiles.length > 0) console.log(`--- profiles: ${example.profiles.join(' ')}`);
}
