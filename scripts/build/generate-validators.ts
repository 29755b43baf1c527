import { existsSync } from 'node:fs';
import { execa } from 'execa';
import { repositoryRoot } from './repository.js';

/** The file format's JSON Schema becomes code here, so that no run of `stack` has to compile a schema. */
export async function generateValidators(): Promise<void> {
  const generator = `${repositoryRoot}/scripts/generate-validators.ts`;
  if (!existsSync(generator))
    throw new Error(`${generator} is missing: the loader cannot validate without it`);
  await execa('tsx', [generator], { cwd: repositoryRoot, preferLocal: true, stdio: 'inherit' });
}
