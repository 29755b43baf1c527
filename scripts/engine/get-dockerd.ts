import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { execa } from 'execa';
import {
  type AptSource,
  installPackages,
  missingPackages,
  openSuite,
  type Suite,
  unpackPackages,
  whyNotDebian,
} from './debian-packages.js';
import type { Say } from './say.js';

/** Which dockerd a private engine runs: the machine's own, Debian's newest, or that of its Debian release. */
export type Variant = 'path' | 'latest' | 'distro';

export interface Dockerd {
  readonly variant: Variant;
  /** Folders that hold dockerd and what it starts, to be put in front of PATH. */
  readonly folders: readonly string[];
  /** For example `28.5.2`. */
  readonly version: string;
}

export const cacheFolder = `${process.env['XDG_CACHE_HOME'] ?? `${homedir()}/.cache`}/stack-engine`;

const unpacked: Readonly<Record<Exclude<Variant, 'path'>, { suite: Suite; packages: readonly string[] }>> = {
  latest: { suite: 'sid', packages: ['docker.io', 'containerd', 'tini-static'] },
  distro: { suite: 'distro', packages: ['docker.io', 'containerd', 'tini'] },
};

/**
 * Run by the daemon or by us; none of them starts a service. Of procps it is `ps`, by which the daemon answers `top`. The
 * libraries are what the two daemons link.
 */
const installed = ['iptables', 'iproute2', 'procps', 'runc', 'libdevmapper1.02.1', 'libsystemd0'];

/** Takes the dockerd in PATH if there is one, else the newest that Debian has for this machine. */
export async function getNewestDockerd(say: Say): Promise<Dockerd> {
  const own = await versionOf([]);
  if (own !== undefined) return { variant: 'path', folders: [], version: own };
  try {
    return await getDockerd('latest', say);
  } catch (error) {
    say(`the newest Docker cannot be had, taking that of this Debian release instead: ${messageOf(error)}`);
    return await getDockerd('distro', say);
  }
}

export async function getDockerd(variant: Exclude<Variant, 'path'>, say: Say): Promise<Dockerd> {
  const problem = await whyNotDebian();
  if (problem !== undefined) throw new Error(`Docker Engine cannot be fetched with apt: ${problem}`);
  const root = `${cacheFolder}/${variant}`;
  const folders = [`${root}/usr/sbin`, `${root}/usr/bin`];
  await installTools(say);
  if (!existsSync(root)) {
    const { suite, packages } = unpacked[variant];
    say(`fetching ${packages.join(', ')} from Debian ${suite === 'sid' ? 'sid' : '(this release)'}`);
    await unpackPackages(await open(suite, say), packages, root);
  }
  const version = await versionOf(folders);
  if (version === undefined) throw new Error(`${root}/usr/sbin/dockerd does not run on this machine`);
  return { variant, folders, version };
}

async function installTools(say: Say): Promise<void> {
  const missing = await missingPackages(installed);
  if (missing.length === 0) return;
  say(`installing ${missing.join(', ')}`);
  await installPackages(await open('distro', say), missing);
}

async function open(suite: Suite, say: Say): Promise<AptSource> {
  say(`reading the package list of Debian ${suite === 'sid' ? 'sid' : '(this release)'}`);
  return await openSuite(suite, `${cacheFolder}/apt-${suite}`);
}

async function versionOf(folders: readonly string[]): Promise<string | undefined> {
  const result = await execa('dockerd', ['--version'], {
    env: { PATH: searchPath(folders) },
    reject: false,
    timeout: 30_000,
  });
  return result.failed ? undefined : (/version ([\d.]+)/.exec(result.stdout)?.[1] ?? 'unknown');
}

/** PATH with the daemon's folders first; the sbin folders are not in everyone's. */
export function searchPath(folders: readonly string[]): string {
  return [...folders, process.env['PATH'] ?? '', '/usr/sbin', '/sbin']
    .filter((part) => part !== '')
    .join(':');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
