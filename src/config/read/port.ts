import { isIP } from 'node:net';
import type { Port } from '../../model/project.js';
import { record } from './collections.js';
import { type Place, type Reader, refuse } from './reader.js';
import { number, text, textOrWhole } from './scalars.js';

interface Range {
  readonly first: number;
  readonly last: number;
}

const longPort = record<Port>(
  {
    name: text,
    mode: text,
    host_ip: text,
    target: number,
    published: textOrWhole,
    protocol: text,
    app_protocol: text,
  },
  ['target'],
);

/** A range of ports in short syntax is one port for each. */
export const port: Reader<Port | readonly Port[]> = (place) => {
  if (place.node.kind === 'scalar') {
    const written = textOrWhole(place);
    return written === undefined ? undefined : shortPort(place, written);
  }
  const read = longPort(place);
  if (read === undefined) return undefined;
  if (read.host_ip !== undefined && isIP(read.host_ip) === 0)
    return refuse(place, `\`${read.host_ip}\` is not an IP address`);
  const { published, ...rest } = { ...read, mode: read.mode ?? 'ingress', protocol: read.protocol ?? 'tcp' };
  const whole: Port = published === undefined || published === '' ? rest : { ...rest, published };
  return place.reading.origins.remember(whole, place.node);
};

/** Ports that would be published twice. A number and a string are told apart, as docker compose does. */
export function portKey(port: Port, place: Place): string {
  const { node } = place;
  const published = node.kind === 'mapping' ? node.entries.get('published')?.value : undefined;
  const type = published?.kind === 'scalar' && typeof published.value === 'number' ? 'number' : 'text';
  return [port.host_ip, type, port.published, port.target, port.protocol].join(' ');
}

/** `[[address:]published:]target[/protocol]`, where an IPv6 address stands in brackets and ports can be ranges. */
function shortPort(place: Place, written: string): readonly Port[] | undefined {
  const head = splitPort(written);
  const [target, slashProtocol] = splitProtocol(head.target);
  const protocol = (slashProtocol ?? 'tcp').toLowerCase();
  const targets = parseRange(target);
  const published = head.published === '' ? undefined : parseRange(head.published);

  if (targets === undefined || targets.last === 0) return refusePort(place, written);
  if (head.published !== '' && published === undefined) return refusePort(place, written);
  if (head.address !== '' && isIP(head.address) === 0) {
    return refuse(place, `\`${head.address}\` is not an IP address`, {
      help:
        head.address === 'localhost'
          ? `write \`127.0.0.1:${head.published}:${head.target}\``
          : 'before the two ports, only the address of an interface of this machine can stand',
    });
  }
  if (head.address.includes(':') && !written.startsWith('[')) {
    return refuse(place, 'an IPv6 address needs brackets', { help: `\`[${head.address}]:…\`` });
  }
  if (!['tcp', 'udp', 'sctp'].includes(protocol)) {
    return refuse(place, `\`${protocol}\` is not a protocol`, { help: 'use `tcp`, `udp` or `sctp`' });
  }

  const count = targets.last - targets.first;
  if (published && count !== 0 && published.last - published.first !== count) {
    return refuse(place, `the ranges of \`${written}\` differ in length`, {
      help: `${count + 1} ports in the container need as many on the host`,
    });
  }
  const ports = Array.from(
    { length: count + 1 },
    (_, index): Port => ({
      mode: 'ingress',
      ...(head.address !== '' && { host_ip: head.address }),
      target: targets.first + index,
      ...(published && { published: publishedPort(published, index, count) }),
      protocol,
    }),
  );
  for (const each of ports) place.reading.origins.remember(each, place.node);
  // docker compose gives them out in the order of their texts: 10 before 8.
  return ports.sort((a, b) => (String(a.target) < String(b.target) ? -1 : 1));
}

/** One port in the container with a range on the host: the engine picks one of the range. */
function publishedPort(published: Range, index: number, count: number): string {
  if (count === 0 && published.last !== published.first) return `${published.first}-${published.last}`;
  return String(published.first + index);
}

/** Cuts at the last two colons; what is before them is an address, whose colons need brackets around them. */
function splitPort(written: string): { address: string; published: string; target: string } {
  const last = written.lastIndexOf(':');
  if (last === -1) return { address: '', published: '', target: written };
  const before = written.slice(0, last);
  const target = written.slice(last + 1);
  const colon = before.lastIndexOf(':');
  if (colon === -1) return { address: '', published: before, target };
  const address = before.slice(0, colon);
  const bare = /^\[(.*)\]$/.exec(address)?.[1];
  return { address: bare ?? address, published: before.slice(colon + 1), target };
}

function splitProtocol(target: string): [string, string | undefined] {
  const slash = target.indexOf('/');
  return slash === -1 ? [target, undefined] : [target.slice(0, slash), target.slice(slash + 1)];
}

function parseRange(text: string): Range | undefined {
  const found = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  if (found === null) return undefined;
  const first = Number(found[1]);
  const last = Number(found[2] ?? found[1]);
  return first <= last && last <= 65535 ? { first, last } : undefined;
}

function refusePort(place: Place, written: string): undefined {
  const numbers = written.match(/\d+/g) ?? [];
  const beyond = numbers.find((number) => Number(number) > 65535);
  if (beyond !== undefined && !written.includes('.'))
    return refuse(place, `\`${beyond}\` is not a port`, { help: 'the highest port is 65535' });
  return refuse(place, `\`${written}\` is not a port`, { help: portHelp(written, numbers) });
}

function portHelp(written: string, numbers: readonly string[]): string {
  if (/^[“”‘’]/.test(written)) return 'use straight quotes: `"8080:80"`';
  if (/^\d+(?: *, *\d+)+$/.test(written))
    return `write one item for each: ${numbers.map((number) => `\`- "${number}"\``).join(' and ')}`;
  if (/^[\d\s:]+$/.test(written) && /\s/.test(written) && !written.endsWith(':'))
    return `write it without spaces: \`${written.replace(/\s/g, '')}\``;
  if (/^\d+:$/.test(written)) return `the port in the container is missing: \`${written}${numbers[0]}\``;
  const [low = '', high = ''] = /^(\d+)-(\d+)/.exec(written)?.slice(1) ?? [];
  if (Number(low) > Number(high))
    return `a range begins with the lower port: \`${written.replace(`${low}-${high}`, `${high}-${low}`)}\``;
  return 'ports look like `80`, `8080:80`, `127.0.0.1:8080:80/udp` or `8000-8010:8000-8010`';
}
