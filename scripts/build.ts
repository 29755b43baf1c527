/** `npm run build`: everything that the tarball carries in dist/, from a clean slate. */
import { rm } from 'node:fs/promises';
import { bundle } from './build/bundle.js';
import { emitTypes } from './build/emit-types.js';
import { generateValidators } from './build/generate-validators.js';
import { repositoryRoot } from './build/repository.js';
import { writeThirdPartyLicenses } from './build/third-party-licenses.js';

await rm(`${repositoryRoot}/dist`, { recursive: true, force: true });
await generateValidators();
const [metafile] = await Promise.all([bundle(), emitTypes()]);
await writeThirdPartyLicenses(metafile);
