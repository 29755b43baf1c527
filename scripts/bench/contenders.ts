import { cpus } from 'node:os';
import { build } from 'esbuild';
import { execa } from 'execa';
import { repositoryRoot } from '../build/repository.js';
import { requestEngine } from '../engine/engine-request.js';
import type { FoundEngine } from '../engine/find-engine.js';

export type Command = readonly [string, ...string[]];

export const dockerCompose: Command = ['docker', 'compose'];
export const stack: Command = [process.execPath, `${repositoryRoot}/bin/stack.js`];

/** The floor as one file of JavaScript: starting TypeScript would take longer than some of the calls. */
export async function bundleFloor(folder: string): Promise<Command> {
  const file = `${folder}/floor.mjs`;
  await build({
    absWorkingDir: repositoryRoot,
    entryPoints: ['scripts/bench/floor.ts'],
    outfile: file,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'warning',
  });
  return [process.execPath, file];
}

/** What is compared, on what, in one line. */
export async function describeContenders({ address }: FoundEngine): Promise<string> {
  const [compose, ours, engine] = await Promise.all([
    execa(dockerCompose[0], [...dockerCompose.slice(1), 'version', '--short']),
    execa(stack[0], [...stack.slice(1), 'version', '--short']),
    requestEngine(address, { path: '/version', timeoutMs: 10_000 }),
  ]);
  const engineVersion = /"Version":"([^"]+)"/.exec(engine.body)?.[1] ?? 'of unknown version';
  return (
    `docker compose ${compose.stdout}, stack ${ours.stdout}, Docker Engine ${engineVersion}, ` +
    `Node.js ${process.versions.node}, ${process.platform} with ${cpus().length} processors`
  );
}
