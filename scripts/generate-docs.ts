/** `npm run docs`: the pages that are made from the sources. */
import { mkdir, writeFile } from 'node:fs/promises';
import { repositoryRoot } from './build/repository.js';
import { attributesPage } from './docs/attributes-page.js';
import { errorsPage } from './docs/errors-page.js';

await mkdir(`${repositoryRoot}/docs`, { recursive: true });
await writeFile(`${repositoryRoot}/docs/errors.md`, await errorsPage());
await writeFile(`${repositoryRoot}/docs/attributes.md`, await attributesPage());
