import type { ObservedNetwork } from '../../../model/observed.js';
import type { Network } from '../../../model/project.js';
import { flagAt, recordsAt, textAt, textsAt } from '../json-value.js';

/** An entry of the engine's list of networks, or what its inspect tells. */
export function observedNetwork(network: unknown): ObservedNetwork {
  const driver = textAt(network, 'Driver');
  const attributes = {
    internal: flagAt(network, 'Internal'),
    attachable: flagAt(network, 'Attachable'),
    // Told since API 1.48.
    enable_ipv4: flagAt(network, 'EnableIPv4'),
    enable_ipv6: flagAt(network, 'EnableIPv6'),
  };
  return {
    id: textAt(network, 'Id') ?? '',
    name: textAt(network, 'Name') ?? '',
    ...(driver === undefined ? {} : { driver }),
    driver_opts: textsAt(network, 'Options'),
    ipam: observedIpam(network),
    ...Object.fromEntries(Object.entries(attributes).filter(([, flag]) => flag !== undefined)),
    labels: textsAt(network, 'Labels'),
  };
}

function observedIpam(network: unknown): NonNullable<Network['ipam']> {
  const driver = textAt(network, 'IPAM', 'Driver');
  return {
    ...(driver === undefined ? {} : { driver }),
    options: textsAt(network, 'IPAM', 'Options'),
    config: recordsAt(network, 'IPAM', 'Config').map((pool) => {
      const [subnet, gateway, range] = ['Subnet', 'Gateway', 'IPRange'].map((key) => textAt(pool, key));
      const addresses = textsAt(pool, 'AuxiliaryAddresses');
      return {
        ...(subnet === undefined ? {} : { subnet }),
        ...(gateway === undefined ? {} : { gateway }),
        ...(range === undefined ? {} : { ip_range: range }),
        ...(Object.keys(addresses).length === 0 ? {} : { aux_addresses: addresses }),
      };
    }),
  };
}
