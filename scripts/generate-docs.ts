/** `npm run docs`: the pages that are made from the sources. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { repositoryRoot } from './build/repository.js';
import { attributesPage } from './docs/attributes-page.js';
import { cliPage } from './docs/cli-page.js';
import { compatibilityPath, withCommandsTable } from './docs/compatibility-page.js';
import { errorsPage } from './docs/errors-page.js';
import { libraryPage } from './docs/library-page.js';

await mkdir(`${repositoryRoot}/docs`, { recursive: true });
await writeFile(`${repositoryRoot}/docs/errors.md`, await errorsPage());
await writeFile(`${repositoryRoot}/docs/attributes.md`, await attributesPage());
await writeFile(`${repositoryRoot}/docs/cli.md`, cliPage());
await writeFile(`${repositoryRoot}/docs/library.md`, await libraryPage());
await writeFile(compatibilityPath, withCommandsTable(await readFile(compatibilityPath, 'utf8')));
