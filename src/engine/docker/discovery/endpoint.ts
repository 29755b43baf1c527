/** Where an engine may be listening, and what is needed to talk to it. */
export type Endpoint =
  /** A Unix socket, or a named pipe on Windows. */
  | { readonly kind: 'socket'; readonly address: string; readonly path: string }
  | {
      readonly kind: 'tcp';
      readonly address: string;
      readonly host: string;
      readonly port: number;
      readonly tls?: TlsMaterial;
    }
  | { readonly kind: 'ssh'; readonly address: string; readonly arguments: readonly string[] };

/** PEM texts; absent ones fall back to what Node trusts, or to no client certificate. */
export interface TlsMaterial {
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
  readonly verify: boolean;
}

/** Ports of the docker CLI for addresses that name none. */
const plainPort = 2375;
const tlsPort = 2376;

/**
 * Reads an address as `DOCKER_HOST` and docker contexts write it: `unix://`, `npipe://`, `tcp://`, `http(s)://`,
 * `ssh://`, or `host:port`. Undefined when it is none of these.
 */
export function parseEndpoint(address: string, tls?: TlsMaterial): Endpoint | undefined {
  const [, scheme = 'tcp', rest = ''] = /^(?:([a-z]+):\/\/)?(.*)$/.exec(address) ?? [];
  if (rest === '') return undefined;
  switch (scheme) {
    case 'unix':
      return { kind: 'socket', address, path: rest };
    case 'npipe':
      return { kind: 'socket', address, path: rest.replaceAll('/', '\\') };
    case 'tcp':
    case 'http':
    case 'https':
      return parseTcp(address, `http://${rest}`, scheme === 'https' ? (tls ?? { verify: true }) : tls);
    case 'ssh':
      return parseSsh(address);
    default:
      return undefined;
  }
}

function parseTcp(address: string, text: string, tls: TlsMaterial | undefined): Endpoint | undefined {
  const url = parseUrl(text);
  if (url === undefined) return undefined;
  const port = url.port === '' ? (tls === undefined ? plainPort : tlsPort) : Number(url.port);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return { kind: 'tcp', address, host, port, ...(tls === undefined ? {} : { tls }) };
}

/** `ssh` arguments up to the command; a path selects another socket on that host. */
function parseSsh(address: string): Endpoint | undefined {
  const url = parseUrl(address);
  // A name that starts with a dash would be read by ssh as an option.
  if (url === undefined || url.password !== '' || /^-|^$/.test(url.hostname)) return undefined;
  const user = decodeURIComponent(url.username);
  const socket = decodeURIComponent(url.pathname).replace(/^\/$/, '');
  return {
    kind: 'ssh',
    address,
    arguments: [
      '-T',
      ...(user === '' ? [] : ['-l', user]),
      ...(url.port === '' ? [] : ['-p', url.port]),
      '--',
      url.hostname.replace(/^\[(.*)\]$/, '$1'),
      'docker',
      ...(socket === '' ? [] : ['--host', quoteForShell(`unix://${socket}`)]),
      'system',
      'dial-stdio',
    ],
  };
}

/** The remote end hands its command to a shell. */
function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
