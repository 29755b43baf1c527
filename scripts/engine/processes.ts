import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/**
 * The daemon's processes whose command line carries this name, and all their descendants. A dockerd that was
 * killed leaves containerd, its shims and the containers behind; their flags name its exec-root or namespace.
 */
export async function daemonProcesses(name: string): Promise<readonly number[]> {
  const all = await readProcesses();
  const daemons = all.filter(
    ({ command }) => command.includes(name) && /^(\S*\/)?(dockerd|containerd)/.test(command),
  );
  const found = new Set(daemons.map(({ pid }) => pid));
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid);
  }
  return [...found];
}

/** True once none of them runs any more, false when the time is over. */
export async function waitUntilGone(pids: readonly number[], timeoutMs: number): Promise<boolean> {
  const end = Date.now() + timeoutMs;
  while (pids.some(isRunning)) {
    if (Date.now() > end) return false;
    await delay(50);
  }
  return true;
}

export function sendSignal(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (!isNoSuchProcess(error)) throw error;
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !isNoSuchProcess(error);
  }
}

function isNoSuchProcess(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ESRCH';
}

async function readProcesses(): Promise<readonly Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const processes = await Promise.all(pids.map(readProcess));
  return processes.filter((entry) => entry !== undefined);
}

async function readProcess(pid: number): Promise<Process | undefined> {
  try {
    const status = await readFile(`/proc/${pid}/stat`, 'utf8');
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    // The second field, a name in parentheses, may hold spaces and parentheses itself.
    const [state, parent] = status.slice(status.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? undefined : { pid, parent: Number(parent), command };
  } catch {
    // It ended while it was being read.
    return undefined;
  }
}
