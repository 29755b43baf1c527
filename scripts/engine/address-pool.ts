/** IPv4 in CIDR notation with the numbers worked out. */
export interface Subnet {
  readonly base: number;
  readonly prefix: number;
}

/**
 * The /16 that a private daemon takes all its networks from: the first that no route of this machine touches,
 * so that neither another daemon nor a VPN loses a destination. The default route touches nothing.
 */
export function choosePool(routes: readonly Subnet[]): string | undefined {
  const free = candidates().find((candidate) =>
    routes.every((route) => route.prefix === 0 || !overlap(candidate, route)),
  );
  return free === undefined ? undefined : `${formatAddress(free.base)}/${free.prefix}`;
}

/** Destinations in the text of /proc/net/route, whose numbers are hexadecimal in the byte order of the host. */
export function parseRoutes(table: string): readonly Subnet[] {
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .flatMap(([, destination, , , , , , mask]) =>
      destination === undefined || mask === undefined
        ? []
        : [{ base: fromLittleEndian(destination), prefix: bitCount(fromLittleEndian(mask)) }],
    );
}

/** `10.230.0.0/16` → `10.230.0.1`: the daemon's own bridge takes the first /24, this is its address. */
export function gatewayOf(pool: string): string {
  return pool.replace(/\.0\/\d+$/, '.1');
}

export function parseSubnet(cidr: string): Subnet {
  const [address = '', prefix = '32'] = cidr.split('/');
  const base = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return { base, prefix: Number(prefix) };
}

export function overlap(a: Subnet, b: Subnet): boolean {
  const size = 2 ** (32 - Math.min(a.prefix, b.prefix));
  return Math.floor(a.base / size) === Math.floor(b.base / size);
}

function candidates(): readonly Subnet[] {
  const high = Array.from({ length: 25 }, (_, index) => parseSubnet(`10.${230 + index}.0.0/16`));
  const low = Array.from({ length: 12 }, (_, index) => parseSubnet(`172.${20 + index}.0.0/16`));
  return [...high, ...low];
}

function formatAddress(base: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256).join('.');
}

function fromLittleEndian(hexadecimal: string): number {
  return Number.parseInt(hexadecimal.match(/../g)?.reverse().join('') ?? '0', 16);
}

function bitCount(mask: number): number {
  return mask.toString(2).replaceAll('0', '').length;
}
