import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import * as place from './daemon-state.js';
import { requestEngine, whyNoEngine } from './engine-request.js';
import { type Dockerd, searchPath, type Variant } from './get-dockerd.js';
import { chooseNetwork, createNetwork, removeNetwork } from './host-network.js';
import { daemonProcesses, sendSignal, waitUntilGone } from './processes.js';
import type { Say } from './say.js';

const startTimeoutMs = 90_000;

export async function answers(variant: Variant): Promise<boolean> {
  return (await whyNoEngine(addressOf(variant))) === undefined;
}

/**
 * Starts a daemon that shares nothing with others on this machine and outlives this process. The caller has
 * seen that none of this variant answers; leftovers of one that died are removed first.
 */
export async function startDaemon(dockerd: Dockerd, say: Say): Promise<void> {
  const { variant, version } = dockerd;
  await removeDaemon(variant);
  const network = await chooseNetwork(variant);
  await place.writeState({ variant, version, ...network });
  say(
    `starting a private Docker Engine ${version} (bridge ${network.bridge}, networks from ${network.pool})`,
  );
  try {
    await createNetwork(network);
    await launch(dockerd, network.bridge, network.pool);
  } catch (error) {
    const log = await lastLogLines(variant);
    await removeDaemon(variant);
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`${message}${log === '' ? '' : `\nThe last lines of its log:\n${log}`}`);
  }
}

/** Ends the daemon and removes every trace of it: containers, processes, mounts, bridges, rules, data, socket. */
export async function removeDaemon(variant: Variant): Promise<void> {
  const state = await place.readState(variant);
  if (state === undefined) return;
  if (await answers(variant)) await emptyDaemon(variant);
  const dockerd = await readPid(variant);
  const own = await daemonProcesses(place.daemonName(variant));
  if (dockerd !== undefined && own.includes(dockerd)) {
    sendSignal([dockerd], 'SIGTERM');
    await waitUntilGone([dockerd], 30_000);
  }
  const left = await daemonProcesses(place.daemonName(variant));
  sendSignal(left, 'SIGKILL');
  if (!(await waitUntilGone(left, 10_000))) throw new Error(`processes ${left.join(', ')} cannot be ended`);
  await unmount([place.runFolder(variant), place.dataRoot(variant)]);
  await removeNetwork(state);
  await rm(place.dataRoot(variant), { recursive: true, force: true });
  await rm(place.runFolder(variant), { recursive: true, force: true });
}

function addressOf(variant: Variant) {
  return { kind: 'unix', socketPath: place.socketPath(variant) } as const;
}

async function launch(dockerd: Dockerd, bridge: string, pool: string): Promise<void> {
  const { variant } = dockerd;
  await writeFile(place.configFile(variant), '{}\n');
  const log = await open(place.logFile(variant), 'a');
  const child = spawn('dockerd', daemonFlags(variant, bridge, pool), {
    cwd: '/',
    detached: true,
    env: { PATH: searchPath(dockerd.folders), HOME: process.env['HOME'] ?? '/root' },
    stdio: ['ignore', log.fd, log.fd],
  });
  await log.close();
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`it ended with ${signal ?? code}`));
  });
  const problem = await Promise.race([ended, waitForAnswer(variant)]);
  child.removeAllListeners();
  child.unref();
  if (problem !== undefined) throw new Error(`dockerd did not start: ${problem}`);
}

function daemonFlags(variant: Variant, bridge: string, pool: string): readonly string[] {
  return [
    `--host=unix://${place.socketPath(variant)}`,
    `--data-root=${place.dataRoot(variant)}`,
    `--exec-root=${place.execRoot(variant)}`,
    `--pidfile=${place.pidFile(variant)}`,
    // Without this it would read /etc/docker/daemon.json, which is for the machine's own daemon.
    `--config-file=${place.configFile(variant)}`,
    `--bridge=${bridge}`,
    `--default-address-pool=base=${pool},size=24`,
    '--iptables=false',
    // A system containerd is used where there is one; names of our own keep its other clients apart.
    `--containerd-namespace=${place.daemonName(variant)}`,
    `--containerd-plugins-namespace=${place.daemonName(variant)}-plugins`,
  ];
}

async function waitForAnswer(variant: Variant): Promise<string | undefined> {
  const end = Date.now() + startTimeoutMs;
  while (Date.now() < end) {
    if (existsSync(place.socketPath(variant)) && (await answers(variant))) return undefined;
    await delay(100);
  }
  return `no answer within ${startTimeoutMs / 1000} s`;
}

/** With its containers and networks gone first, the daemon takes its own shims, bridges and mounts away. */
async function emptyDaemon(variant: Variant): Promise<void> {
  const address = addressOf(variant);
  const { body } = await requestEngine(address, { path: '/containers/json?all=1', timeoutMs: 30_000 });
  const containers: unknown = JSON.parse(body);
  const ids = (Array.isArray(containers) ? containers : []).map((one: object) =>
    String(Reflect.get(one, 'Id')),
  );
  await Promise.all(
    ids.map((id) =>
      requestEngine(address, { method: 'DELETE', path: `/containers/${id}?force=1&v=1`, timeoutMs: 60_000 }),
    ),
  );
  await requestEngine(address, { method: 'POST', path: '/networks/prune', timeoutMs: 60_000 });
}

async function readPid(variant: Variant): Promise<number | undefined> {
  const text = await readFile(place.pidFile(variant), 'utf8').catch(() => '');
  return /^\d+/.test(text) ? Number.parseInt(text, 10) : undefined;
}

async function lastLogLines(variant: Variant): Promise<string> {
  const log = await readFile(place.logFile(variant), 'utf8').catch(() => '');
  return log.trim().split('\n').slice(-20).join('\n');
}

async function unmount(folders: readonly string[]): Promise<void> {
  const table = await readFile('/proc/self/mountinfo', 'utf8');
  const points = table
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .filter((point) => folders.some((folder) => `${point}/`.startsWith(`${folder}/`)));
  // dockerd mounts its data-root on itself, so the folder counts too. Backwards, because the table lists a
  // mount after the one it lies in.
  for (const point of points.reverse()) await execa('umount', ['--lazy', point], { timeout: 30_000 });
}
