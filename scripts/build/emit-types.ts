import { execa } from 'execa';
import { repositoryRoot } from './repository.js';

/** Declarations of the library's public surface, in dist/types. */
export async function emitTypes(): Promise<void> {
  await execa('tsc', ['--project', 'tsconfig.types.json'], {
    cwd: repositoryRoot,
    preferLocal: true,
    stdio: 'inherit',
  });
}
