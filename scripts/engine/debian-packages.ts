import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { execa } from 'execa';

export type Suite = 'sid' | 'distro';

/** A folder of our own in which apt keeps its lists; the machine's sources and lists stay as they are. */
export interface AptSource {
  readonly options: readonly string[];
}

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
const minutes = 60_000;

/** Why this machine's apt cannot give us Debian packages; undefined when it can. */
export async function whyNotDebian(): Promise<string | undefined> {
  const release = await readOptional('/etc/os-release');
  if (!/^ID=debian$/m.test(release)) return 'this is not a Debian system';
  return (await findMirror()) === undefined ? 'no Debian mirror is named in /etc/apt' : undefined;
}

/**
 * An apt that knows one suite from the mirror that this machine already uses. Its lists live in `folder`.
 * Rejects when the suite cannot be had.
 */
export async function openSuite(suite: Suite, folder: string): Promise<AptSource> {
  const mirror = await findMirror();
  if (mirror === undefined) throw new Error('no Debian mirror is named in /etc/apt');
  const codename = suite === 'sid' ? 'sid' : await ownCodename();
  await mkdir(`${folder}/lists/partial`, { recursive: true });
  const list = `${folder}/debian.list`;
  await writeFile(list, `deb [signed-by=${keyring}] ${mirror} ${codename} main\n`);
  const options = [
    ['Dir::Etc::sourcelist', list],
    ['Dir::Etc::sourceparts', '/dev/null'],
    ['Dir::State::lists', `${folder}/lists`],
    // Empty: apt would otherwise overwrite the machine's package cache with one of this suite alone.
    ['Dir::Cache::pkgcache', ''],
    ['Dir::Cache::srcpkgcache', ''],
    ['APT::Sandbox::User', 'root'],
    ['Acquire::Languages', 'none'],
    ['Acquire::http::Timeout', '30'],
    ['Acquire::Retries', '2'],
    // A mirror that stands still is still signed by Debian; all that is lost is the promise of being up to date.
    ['Acquire::Check-Valid-Until', 'false'],
    ['APT::Update::Error-Mode', 'any'],
    ['DPkg::Lock::Timeout', '300'],
  ].flatMap(([key, value]) => ['-o', `${key}=${value}`]);
  await apt([...options, 'update'], 5 * minutes);
  return { options };
}

/** Downloads packages and unpacks them below `folder`: no maintainer script runs, so no service is started. */
export async function unpackPackages(
  source: AptSource,
  names: readonly string[],
  folder: string,
): Promise<void> {
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(`${unfinished}/debs`, { recursive: true });
  await apt([...source.options, 'download', ...names], 10 * minutes, `${unfinished}/debs`);
  for (const archive of await readdir(`${unfinished}/debs`)) {
    await execa('dpkg', ['-x', `${unfinished}/debs/${archive}`, unfinished], { timeout: 5 * minutes });
  }
  await rm(`${unfinished}/debs`, { recursive: true });
  await rm(folder, { recursive: true, force: true });
  // The folder appears only when it is whole, so that an interrupted run is not taken for a finished one.
  await rename(unfinished, folder);
}

/** The packages themselves and the shared libraries that they are linked with, directly or not. */
export async function withLibraries(source: AptSource, names: readonly string[]): Promise<readonly string[]> {
  const without = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances', 'pre-depends'];
  const { stdout } = await execa(
    'apt-cache',
    [...source.options, 'depends', '--recurse', ...without.map((kind) => `--no-${kind}`), ...names],
    { env: { LC_ALL: 'C.UTF-8' }, timeout: minutes },
  );
  // What is for installing, for other languages and for compiling queries is not needed to run a program.
  const needless = /^lib(llvm|perl|z3|debian-installer|elogind|semanage|sepol|newt|slang|textwrap|json)/;
  const libraries = stdout.split('\n').filter((name) => /^(lib[a-z0-9.+-]+|zlib1g)$/.test(name));
  return [...new Set([...names, ...libraries.filter((name) => !needless.test(name))])].sort();
}

/** Of these packages, those that dpkg does not know as installed. */
export async function missingPackages(names: readonly string[]): Promise<readonly string[]> {
  const query = ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names];
  const { stdout } = await execa('dpkg-query', query, { reject: false, timeout: minutes });
  return names.filter((name) => !stdout.split('\n').includes(`${name} installed`));
}

/** Installs packages that start nothing by themselves. Needs root. */
export async function installPackages(source: AptSource, names: readonly string[]): Promise<void> {
  await apt([...source.options, 'install', '--yes', '--no-install-recommends', ...names], 10 * minutes);
}

async function apt(parameters: readonly string[], timeout: number, cwd?: string): Promise<void> {
  const { failed, timedOut, all } = await execa('apt-get', ['--quiet=2', ...parameters], {
    all: true,
    env: { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' },
    reject: false,
    stdin: 'ignore',
    timeout,
    ...(cwd === undefined ? {} : { cwd }),
  });
  if (!failed) return;
  const action = parameters.find((word) => ['update', 'download', 'install'].includes(word));
  const reason = timedOut ? `took longer than ${timeout / minutes} min` : 'failed';
  throw new Error(`apt-get ${action} ${reason}:\n${(all ?? '').trim().split('\n').slice(-10).join('\n')}`);
}

/** The main archive's address among the machine's own sources, in either of apt's two file formats. */
async function findMirror(): Promise<string | undefined> {
  const parts = await readdir('/etc/apt/sources.list.d').catch(() => []);
  const files = ['/etc/apt/sources.list', ...parts.map((name) => `/etc/apt/sources.list.d/${name}`)];
  const text = (await Promise.all(files.map(readOptional))).join('\n');
  const addresses = [...text.matchAll(/^(?:URIs:|deb(?:\s+\[[^\]]*\])?)\s+(\S+)/gm)].map(
    (match) => match[1] ?? '',
  );
  return addresses
    .map((address) => address.replace(/\/$/, ''))
    .find((address) => address.endsWith('/debian'));
}

async function ownCodename(): Promise<string> {
  const codename = /^VERSION_CODENAME=(\S+)$/m.exec(await readOptional('/etc/os-release'))?.[1];
  if (codename === undefined) throw new Error('/etc/os-release names no VERSION_CODENAME');
  return codename;
}

async function readOptional(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch(() => '');
}
