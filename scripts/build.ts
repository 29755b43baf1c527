/** `npm run build`: everything that the tarball carries in dist/, from a clean slate. */
import { rm } from 'node:fs/promises';
import { bundle } from './build/bundle.js';
import { emitTypes } from './build/emit-types.js';
import { generateValidators } from './build/generate-validators.js';
import { repositoryRoot } from './build/repository.js';
import { writeThirdPartyLicenses } from './build/third-party-licenses.js';

try {
  await rm(`${repositoryRoot}/dist`, { recursive: true, force: true });
  await generateValidators();
  const [metafiles] = await Promise.all([bundle(), emitTypes()]);
  await writeThirdPartyLicenses(metafiles);
} catch (error) {
  // The tools have said on stderr what is wrong in the sources; a stack of this script would bury it.
  process.stderr.write(`the build failed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
