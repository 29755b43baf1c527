import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import type { Variant } from './get-dockerd.js';

/** What a private daemon occupies on this machine, written down before any of it is made. */
export interface DaemonState {
  readonly variant: Variant;
  readonly version: string;
  readonly bridge: string;
  /** CIDR; all networks of the daemon are cut from it. */
  readonly pool: string;
}

const prefix = 'stack-engine-';

export const daemonName = (variant: Variant): string => `${prefix}${variant}`;
/** A short path: a Unix socket's may have 107 bytes. On a tmpfs, so that a reboot leaves nothing behind. */
export const runFolder = (variant: Variant): string => `/run/${daemonName(variant)}`;
export const socketPath = (variant: Variant): string => `${runFolder(variant)}/docker.sock`;
export const pidFile = (variant: Variant): string => `${runFolder(variant)}/docker.pid`;
export const logFile = (variant: Variant): string => `${runFolder(variant)}/dockerd.log`;
export const configFile = (variant: Variant): string => `${runFolder(variant)}/daemon.json`;
export const execRoot = (variant: Variant): string => `${runFolder(variant)}/exec`;
export const dataRoot = (variant: Variant): string => `/var/lib/${daemonName(variant)}`;

export async function readState(variant: Variant): Promise<DaemonState | undefined> {
  const path = `${runFolder(variant)}/state.json`;
  if (!existsSync(path)) return undefined;
  const state: unknown = JSON.parse(await readFile(path, 'utf8'));
  if (isState(state)) return state;
  throw new Error(`${path} is not what these scripts write; remove ${runFolder(variant)} by hand`);
}

export async function writeState(state: DaemonState): Promise<void> {
  await mkdir(runFolder(state.variant), { recursive: true, mode: 0o711 });
  await writeFile(`${runFolder(state.variant)}/state.json`, `${JSON.stringify(state, null, 2)}\n`);
}

/** All private daemons of this machine, running or left over. */
export async function listStates(): Promise<readonly DaemonState[]> {
  const names = (await readdir('/run').catch(() => [])).filter((name) => name.startsWith(prefix));
  const states = await Promise.all(
    names
      .map((name) => name.slice(prefix.length))
      .filter(isVariant)
      .map(readState),
  );
  return states.filter((state) => state !== undefined);
}

export function isVariant(text: string): text is Variant {
  return text === 'path' || text === 'latest' || text === 'distro';
}

function isState(value: unknown): value is DaemonState {
  if (typeof value !== 'object' || value === null) return false;
  const text = (key: string): boolean => typeof Reflect.get(value, key) === 'string';
  return (
    text('bridge') && text('pool') && text('version') && isVariant(String(Reflect.get(value, 'variant')))
  );
}
