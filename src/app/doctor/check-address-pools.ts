import type { AddressPool } from '../../engine/engine.js';
import type { Finding } from './finding.js';

/** Those of an engine that was not given any (moby, `ipamutils`). */
const builtIn: readonly AddressPool[] = [
  { base: '172.17.0.0/16', size: 16 },
  { base: '172.18.0.0/16', size: 16 },
  { base: '172.19.0.0/16', size: 16 },
  { base: '172.20.0.0/14', size: 16 },
  { base: '172.24.0.0/14', size: 16 },
  { base: '172.28.0.0/14', size: 16 },
  { base: '192.168.0.0/16', size: 20 },
];

/** Fewer networks than this that can still be made are worth a word. */
const few = 5;

/**
 * How many more networks the engine can make.
 *
 * @param subnets of the networks that there are, such as `172.18.0.0/16`
 */
export function checkAddressPools(given: readonly AddressPool[], subnets: readonly string[]): Finding {
  const pools = given.length === 0 ? builtIn : given;
  const taken = subnets.flatMap((subnet) => rangeOf(subnet) ?? []);
  let all = 0;
  let free = 0;
  for (const { base, size } of pools) {
    const range = rangeOf(base);
    if (range === undefined) continue;
    const step = 2 ** (32 - size);
    for (let start = range.first; start <= range.last; start += step) {
      all += 1;
      if (!taken.some(({ first, last }) => first < start + step && last >= start)) free += 1;
    }
  }
  const message = `${free} of ${all} networks can still be made`;
  const help =
    'remove unused ones with `docker network prune`, or give the engine more with `default-address-pools` in daemon.json';
  if (free >= few) return { check: 'address-pools', verdict: 'fine', message };
  return { check: 'address-pools', verdict: free === 0 ? 'problem' : 'warning', message, help };
}

/** Undefined for what is no IPv4 subnet: the pools of IPv6 are never used up. */
function rangeOf(subnet: string): { readonly first: number; readonly last: number } | undefined {
  const [, address = '', bits] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(subnet) ?? [];
  if (bits === undefined) return undefined;
  const size = 2 ** (32 - Number(bits));
  const value = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const first = value - (value % size);
  return { first, last: first + size - 1 };
}
