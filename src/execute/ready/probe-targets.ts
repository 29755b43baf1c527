import type { ContainerDetails, Engine } from '../../engine/engine.js';
import type { ContainerId } from '../../model/names.js';
import type { ProbeTarget } from './probes.js';

/**
 * Where a port of a container may be reached, the best way first: at the address of the container, where its engine is on
 * this machine and runs it here; else where it is published.
 */
export async function probeTargets(
  engine: Engine,
  id: ContainerId,
  port: number,
  signal: AbortSignal,
): Promise<readonly ProbeTarget[]> {
  const [{ host }, details] = await Promise.all([
    engine.version({ signal }),
    engine.containers.inspect(id, { signal }),
  ]);
  const { addresses, published, sharesNetworkOf } = details;
  const owner = sharesNetworkOf === undefined ? undefined : await ownerOf(engine, sharesNetworkOf, signal);
  const place = hostOf(host);
  const direct = [...addresses, ...(owner?.addresses ?? [])].map((address) => ({
    host: address === 'host' ? place : address,
    port,
    isForwarded: false,
  }));
  const forwarded = [...published, ...(owner?.published ?? [])]
    .filter(({ target, protocol }) => target === port && protocol === 'tcp')
    .map((each) => ({
      host: isEverywhere(each.hostIp) ? place : (each.hostIp ?? place),
      port: each.published ?? port,
      isForwarded: true,
    }));
  const isHere = place === '127.0.0.1';
  return isHere ? [...direct, ...forwarded] : [...forwarded, ...direct.filter(({ host }) => host === place)];
}

const ownerOf = (engine: Engine, id: string, signal: AbortSignal): Promise<ContainerDetails | undefined> =>
  engine.containers.inspect(id as ContainerId, { signal }).catch(() => undefined);

/** Of the engine, as it is reached: `unix:///…` is here. */
function hostOf(endpoint: string): string {
  if (!/^(tcp|https?|ssh):/.test(endpoint)) return '127.0.0.1';
  const { hostname } = new URL(endpoint.replace(/^[a-z]+:/, 'http:'));
  return hostname === 'localhost' ? '127.0.0.1' : hostname;
}

const isEverywhere = (address: string | undefined): boolean =>
  address === undefined || address === '0.0.0.0' || address === '::';
