import { readFile } from 'node:fs/promises';
import { execa } from 'execa';
import { choosePool, gatewayOf, overlap, parseRoutes, parseSubnet } from './address-pool.js';

/** The part of the machine's network that a private daemon gets: a bridge, and a pool for all its networks. */
export interface HostNetwork {
  readonly bridge: string;
  readonly pool: string;
}

interface Link {
  readonly name: string;
  readonly addresses: readonly string[];
}

const timeout = 30_000;

export async function chooseNetwork(name: string): Promise<HostNetwork> {
  const pool = choosePool(parseRoutes(await readFile('/proc/net/route', 'utf8')));
  if (pool === undefined) throw new Error('every address range that a private engine could use has a route');
  const taken = new Set((await links()).map((link) => link.name));
  // An interface name has at most 15 characters.
  const names = ['', '2', '3', '4', '5', '6', '7', '8', '9'].map((suffix) => `stk-${name}${suffix}`);
  const bridge = names.find((candidate) => !taken.has(candidate));
  if (bridge === undefined) throw new Error(`network interfaces ${names.join(', ')} all exist already`);
  return { bridge, pool };
}

/**
 * Makes the bridge and lets the pool through the firewall. The daemon itself runs without iptables: on its
 * start a dockerd empties the chains DOCKER and DOCKER-*, which another daemon on this machine may be using.
 */
export async function createNetwork({ bridge, pool }: HostNetwork): Promise<void> {
  await ip('link', 'add', 'name', bridge, 'type', 'bridge');
  await ip('address', 'add', `${gatewayOf(pool)}/24`, 'dev', bridge);
  await ip('link', 'set', bridge, 'up');
  for (const { table, chain, match } of rules({ bridge, pool })) {
    await execa('iptables', ['--wait', '-t', table, '-I', chain, ...match], withSbin());
  }
}

/** Takes away whatever is left of it, also the bridges of networks that the daemon had no time to remove. */
export async function removeNetwork(network: HostNetwork): Promise<void> {
  for (const { table, chain, match } of rules(network)) {
    await execa('iptables', ['--wait', '-t', table, '-D', chain, ...match], { ...withSbin(), reject: false });
  }
  const pool = parseSubnet(network.pool);
  const ours = (await links()).filter(
    (link) =>
      link.name === network.bridge ||
      (link.name.startsWith('br-') && link.addresses.some((address) => overlap(pool, parseSubnet(address)))),
  );
  for (const { name } of ours) await ip('link', 'delete', name);
}

function rules({ bridge, pool }: HostNetwork) {
  const comment = ['-m', 'comment', '--comment', bridge];
  const accept = [...comment, '-j', 'ACCEPT'];
  return [
    { table: 'filter', chain: 'FORWARD', match: ['-s', pool, ...accept] },
    { table: 'filter', chain: 'FORWARD', match: ['-d', pool, ...accept] },
    {
      table: 'nat',
      chain: 'POSTROUTING',
      match: ['-s', pool, '!', '-d', pool, ...comment, '-j', 'MASQUERADE'],
    },
  ];
}

async function links(): Promise<readonly Link[]> {
  const { stdout } = await execa('ip', ['-json', '-4', 'address', 'show'], withSbin());
  const parsed: unknown = JSON.parse(stdout === '' ? '[]' : stdout);
  const withAddress = Array.isArray(parsed) ? parsed.flatMap(readLink) : [];
  // `ip -4 address` leaves out links that have no IPv4 address; their names are taken all the same.
  const all = await execa('ip', ['-json', 'link', 'show'], withSbin());
  const names: unknown = JSON.parse(all.stdout === '' ? '[]' : all.stdout);
  return [...withAddress, ...(Array.isArray(names) ? names.flatMap(readLink) : [])].filter(
    (link, index, list) => list.findIndex((other) => other.name === link.name) === index,
  );
}

function readLink(entry: unknown): readonly Link[] {
  if (typeof entry !== 'object' || entry === null) return [];
  const name: unknown = Reflect.get(entry, 'ifname');
  const info: unknown = Reflect.get(entry, 'addr_info');
  if (typeof name !== 'string') return [];
  const addresses = (Array.isArray(info) ? info : []).map((address: object) =>
    String(Reflect.get(address, 'local')),
  );
  return [{ name, addresses }];
}

async function ip(...parameters: readonly string[]): Promise<void> {
  await execa('ip', parameters, withSbin());
}

function withSbin() {
  return { env: { PATH: `${process.env['PATH']}:/usr/sbin:/sbin` }, timeout };
}
