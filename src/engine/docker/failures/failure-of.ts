import type { EngineFailure } from '../../engine-error.js';

/**
 * Sorts a refusal by the engine's HTTP status and message. Messages are those of Docker 20.10 to 28.5: the
 * status alone does not tell a busy port (500) from a bug, or a missing image (404) from a missing container.
 */
export function failureOf(status: number, message: string): EngineFailure {
  for (const recognise of recognisers) {
    const failure = recognise(message);
    if (failure !== undefined) return failure;
  }
  switch (status) {
    case 400:
    case 501:
      return { kind: 'invalid-request' };
    case 401:
      return { kind: 'unauthorized' };
    case 404:
      return { kind: 'not-found' };
    case 409:
      return { kind: 'conflict' };
    default:
      return { kind: 'server-error', status };
  }
}

const recognisers: readonly ((message: string) => EngineFailure | undefined)[] = [
  portInUse,
  nameConflict,
  imageNotFound,
  unauthorized,
  registryUnavailable,
  inUse,
  notPaused,
];

/** `Container 0123 is not paused` (500): the state of the container, and nothing that is wrong with the engine. */
function notPaused(message: string): EngineFailure | undefined {
  return /^Container \S+ is not paused$/.test(message) ? { kind: 'conflict' } : undefined;
}

/**
 * - `Bind for 0.0.0.0:8080 failed: port is already allocated` (another container)
 * - `failed to bind host port for 0.0.0.0:8080:172.18.0.2:80/tcp: address already in use` (since 27)
 * - `listen tcp4 0.0.0.0:8080: bind: address already in use` (before)
 */
function portInUse(message: string): EngineFailure | undefined {
  if (!/port is already allocated|address already in use/.test(message)) return undefined;
  const place =
    /Bind for (\S+):(\d+) failed/.exec(message) ??
    /(?:host port(?: for)?|listen (?:tcp|udp|sctp)[46]?) (\[[^\]]*\]|[\d.]*):(\d+)/.exec(message);
  const [, ip = '', port = ''] = place ?? [];
  if (port === '') return undefined;
  return { kind: 'port-in-use', hostIp: ip.replace(/^\[(.*)\]$/, '$1'), port: Number(port) };
}

/** `The container name "/web" is already in use by container "<id>"`, `network with name x already exists`. */
function nameConflict(message: string): EngineFailure | undefined {
  const container =
    /container name "\/?([^"]+)" is already in use by (?:container )?"?([0-9a-f]{12,64})?/.exec(message);
  if (container?.[1] !== undefined) {
    const ownerId = container[2];
    return { kind: 'name-conflict', name: container[1], ...(ownerId === undefined ? {} : { ownerId }) };
  }
  const network = /network with name (\S+) already exists/.exec(message)?.[1];
  return network === undefined ? undefined : { kind: 'name-conflict', name: network };
}

/**
 * - `No such image: x` (create)
 * - `pull access denied for x, repository does not exist or may require 'docker login'` (pull): registries do not
 *   tell a missing image from a forbidden one
 * - `manifest for x:1 not found: manifest unknown` (pull)
 */
function imageNotFound(message: string): EngineFailure | undefined {
  const image =
    /no such image: ([^\s"]+)/i.exec(message)?.[1] ??
    /pull access denied for ([^\s,]+)/.exec(message)?.[1] ??
    /manifest for (\S+) not found/.exec(message)?.[1];
  if (image !== undefined) return { kind: 'image-not-found', image };
  return /manifest unknown|repository name not known/.test(message)
    ? { kind: 'image-not-found', image: '' }
    : undefined;
}

function unauthorized(message: string): EngineFailure | undefined {
  return /^unauthorized:|unauthorized: |no basic auth credentials|incorrect username or password/.test(
    message,
  )
    ? { kind: 'unauthorized' }
    : undefined;
}

/**
 * - `Get "https://registry-1.docker.io/v2/": net/http: TLS handshake timeout`
 * - `Get "http://localhost:5000/v2/": dial tcp 127.0.0.1:5000: connect: connection refused`
 * - `received unexpected HTTP status: 503 Service Unavailable`, `unexpected status from GET request to …: 502`
 * - `error pulling image configuration: download failed after attempts=6: unexpected EOF`
 */
function registryUnavailable(message: string): EngineFailure | undefined {
  const isOfRegistry = /(Get|Head|Post) "https?:|HTTP status:|unexpected status from|download failed/.test(
    message,
  );
  const mayPass =
    /timeout|timed out|connection refused|connection reset|unexpected EOF|: EOF$|temporary failure|server misbehaving|(status: |: )5\d\d\b/i;
  return isOfRegistry && mayPass.test(message) ? { kind: 'registry-unavailable' } : undefined;
}

function inUse(message: string): EngineFailure | undefined {
  return /has active endpoints|volume is in use|is using its referenced image|image is being used by/.test(
    message,
  )
    ? { kind: 'in-use' }
    : undefined;
}
