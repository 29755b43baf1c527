import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Where this runs, and as what: so that another process can tell later whether it is over. */
export interface ProcessIdentity {
  /** For example `build-3-1f2e3d4c`: the name of the machine, and of which of those that are called so it is. */
  readonly host: string;
  /** `BOOT/NAMESPACE/PID/START`: a number of a process is given again, and there is one in every container. */
  readonly process: string;
}

/** Whether a process is over, as far as it can be known from here. */
export type ProcessFate = 'running' | 'gone' | 'unknown';

export function processIdentity(): ProcessIdentity {
  const machine = firstOf('/etc/machine-id', '/var/lib/dbus/machine-id') ?? '';
  const hash = createHash('sha256').update(machine).digest('hex');
  return {
    host: `${hostname()}-${hash.slice(0, 8)}`,
    process: [bootId(), pidNamespace(), process.pid, startOf(process.pid) ?? ''].join('/'),
  };
}

/** @param identity of a process of this host */
export function processFate(identity: string): ProcessFate {
  const [boot, namespace, pid = '', start] = identity.split('/');
  if (!/^\d+$/.test(pid)) return 'unknown';
  if (boot !== bootId()) return 'gone';
  if (namespace !== pidNamespace()) return 'unknown';
  if (!isRunning(Number(pid))) return 'gone';
  const known = startOf(Number(pid)) ?? '';
  return known === start ? 'running' : 'gone';
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's is one all the same.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

const bootId = (): string => firstOf('/proc/sys/kernel/random/boot_id')?.slice(0, 8) ?? '';

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid').replace(/\D/g, '');
  } catch {
    return '';
  }
}

/** In ticks since the boot; undefined where the system has no such file. A process that has ended and was not waited for is over. */
function startOf(pid: number): string | undefined {
  const stat = firstOf(`/proc/${pid}/stat`);
  // The name of the program, in parentheses, may hold anything.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields?.[0] === 'Z' ? 'ended' : fields?.[19];
}

function firstOf(...paths: readonly string[]): string | undefined {
  for (const path of paths) {
    try {
      return readFileSync(path, 'utf8').trim();
    } catch {
      // Not every system has it.
    }
  }
  return undefined;
}
