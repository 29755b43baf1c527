import type { ObservedPort } from '../model/observed.js';

/** By port in the container, then protocol, then address; the order in which ports are shown and printed. */
export function sortPorts(ports: readonly ObservedPort[]): readonly ObservedPort[] {
  return [...ports].sort(
    (left, right) =>
      left.target - right.target ||
      compareText(left.protocol, right.protocol) ||
      compareText(left.hostIp ?? '', right.hostIp ?? '') ||
      (left.published ?? 0) - (right.published ?? 0),
  );
}

interface Run {
  readonly hostIp: string | undefined;
  readonly protocol: string;
  readonly first: number;
  last: number;
}

/**
 * Ports as `docker ps` shows them: consecutive ones that have the same number on both sides, or are not
 * published, come as a range; the other mappings follow one by one.
 */
export function displayedPorts(ports: readonly ObservedPort[]): string {
  const runs: Run[] = [];
  const mappings: string[] = [];
  const open = new Map<string, Run>();
  for (const { target, protocol, published, hostIp } of sortPorts(ports)) {
    if (published !== undefined && published !== target) {
      mappings.push(`${address(hostIp, published)}->${target}/${protocol}`);
      continue;
    }
    const ip = published === undefined ? undefined : (hostIp ?? '0.0.0.0');
    const key = `${ip ?? ''}/${protocol}`;
    const run = open.get(key);
    if (run !== undefined && target === run.last + 1) {
      run.last = target;
    } else {
      const started: Run = { hostIp: ip, protocol, first: target, last: target };
      open.set(key, started);
      runs.push(started);
    }
  }
  return [...runs.map(showRun), ...mappings].join(', ');
}

function showRun({ hostIp, protocol, first, last }: Run): string {
  const range = first === last ? `${first}` : `${first}-${last}`;
  return hostIp === undefined ? `${range}/${protocol}` : `${address(hostIp, range)}->${range}/${protocol}`;
}

const address = (hostIp: string | undefined, port: number | string): string => {
  const ip = hostIp ?? '0.0.0.0';
  return `${ip.includes(':') ? `[${ip}]` : ip}:${port}`;
};

const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
