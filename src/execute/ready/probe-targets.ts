import type { ContainerDetails, Engine } from '../../engine/engine.js';
import { engineHostname, isEverywhere } from '../../engine/engine-place.js';
import type { ContainerId } from '../../model/names.js';
import type { ProbeTarget } from './probes.js';

const here = '127.0.0.1';

/**
 * Where a port of a container may be reached, the best way first: at the address of the container, where its engine is on
 * this machine and runs it here; else where it is published.
 *
 * @param host of the engine, as `EngineVersion` has it
 */
export async function probeTargets(
  engine: Engine,
  id: ContainerId,
  { host, port }: { readonly host: string; readonly port: number },
  signal: AbortSignal,
): Promise<readonly ProbeTarget[]> {
  const { addresses, published, sharesNetworkOf } = await engine.containers.inspect(id, { signal });
  const owner = sharesNetworkOf === undefined ? undefined : await ownerOf(engine, sharesNetworkOf, signal);
  const hostname = engineHostname(host) ?? here;
  const place = hostname === 'localhost' ? here : hostname;
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
  return place === here
    ? [...direct, ...forwarded]
    : [...forwarded, ...direct.filter((target) => target.host === place)];
}

const ownerOf = (
  engine: Engine,
  id: ContainerId,
  signal: AbortSignal,
): Promise<ContainerDetails | undefined> => engine.containers.inspect(id, { signal }).catch(() => undefined);
