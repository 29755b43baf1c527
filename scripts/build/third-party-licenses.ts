import { readdir, readFile, writeFile } from 'node:fs/promises';
import type { Metafile } from 'esbuild';
import { repositoryRoot } from './repository.js';

interface Notice {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}

/**
 * The licences of bundled packages ask that their text travels with the code. What was bundled is read from
 * esbuild's own account; a package that states no licence at all stops the build.
 */
export async function writeThirdPartyLicenses(metafiles: readonly Metafile[]): Promise<void> {
  const folders = bundledPackages(metafiles.flatMap(({ inputs }) => Object.keys(inputs)));
  const notices = await Promise.all(folders.map(readNotice));
  const text = notices.map(renderNotice).join(`\n${'-'.repeat(80)}\n\n`);
  await writeFile(`${repositoryRoot}/dist/THIRD-PARTY-LICENSES.txt`, text);
}

/** Package folders below node_modules, nested ones too, sorted and each once. */
export function bundledPackages(inputs: readonly string[]): readonly string[] {
  const folders = inputs.flatMap((input) => {
    const found = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input);
    return found === null ? [] : [found[0].replace(/^[^/]*:/, '')];
  });
  return [...new Set(folders)].sort();
}

async function readNotice(folder: string): Promise<Notice> {
  const manifest: unknown = JSON.parse(await readFile(`${repositoryRoot}/${folder}/package.json`, 'utf8'));
  const name = stringAt(manifest, 'name') ?? folder;
  const license = stringAt(manifest, 'license');
  if (license === undefined) throw new Error(`${name} is bundled but its package.json states no licence`);
  return { name, version: stringAt(manifest, 'version') ?? '', license, text: await readLicenseFile(folder) };
}

async function readLicenseFile(folder: string): Promise<string> {
  const files = await readdir(`${repositoryRoot}/${folder}`);
  const file = files.find((candidate) => /^(licen[cs]e|copying)/i.test(candidate));
  return file === undefined ? '' : await readFile(`${repositoryRoot}/${folder}/${file}`, 'utf8');
}

function stringAt(value: unknown, key: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'string' ? found : undefined;
}

function renderNotice(notice: Notice): string {
  return `${notice.name} ${notice.version} (${notice.license})\n\n${notice.text.trim()}\n`;
}
