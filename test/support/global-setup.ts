import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { repositoryRoot } from '../../scripts/build/repository.js';
import { ensureBaseImage } from '../../scripts/engine/base-image.js';
import { obtainEngine } from '../../scripts/engine/obtain-engine.js';
import { sayOnStderr } from '../../scripts/engine/say.js';
import { DaemonClient } from './daemon-client.js';
import { sweep } from './sweep.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** As `DOCKER_HOST` takes it. */
    readonly dockerHost: string;
    /** An image that is there: busybox with its applets in PATH. */
    readonly testImage: string;
    /** What every name of this run begins with, so that nothing of anyone else is ever touched. */
    readonly runPrefix: string;
  }
}

const image = { name: 'stack-test/busybox', tag: '1', pull: false } as const;

/** Gets an engine and the base image, or fails with the reason: tests on an engine are never skipped. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(`${repositoryRoot}/dist/cli/start.cjs`))
    throw new Error('dist/cli/start.cjs is missing: npm run build');
  const engine = await obtainEngine(process.env, sayOnStderr);
  await ensureBaseImage(engine.address, image, sayOnStderr);
  const runPrefix = `st${randomBytes(3).toString('hex')}`;
  project.provide('dockerHost', engine.host);
  project.provide('testImage', `${image.name}:${image.tag}`);
  project.provide('runPrefix', runPrefix);

  return async () => {
    const leftBehind = await sweep(new DaemonClient(engine.address), runPrefix);
    if (leftBehind.length > 0) {
      // Vitest prints what a teardown throws and still ends with 0.
      process.exitCode = 1;
      throw new Error(
        `tests left behind on the engine (removed now): ${leftBehind.map(({ kind, name }) => `${kind} ${name}`).join(', ')}`,
      );
    }
  };
}
