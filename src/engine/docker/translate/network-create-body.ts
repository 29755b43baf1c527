import type { NetworkCreateOptions } from 'dockerode';
import type { Network } from '../../../model/project.js';
import type { NetworkSpec } from '../../engine.js';

/** The engine refuses a name that is taken, which it did not always do by itself. */
export function networkCreateBody({ definition, labels }: NetworkSpec): NetworkCreateOptions {
  return {
    Name: definition.name,
    CheckDuplicate: true,
    Driver: definition.driver,
    Options: definition.driver_opts && { ...definition.driver_opts },
    IPAM: ipam(definition.ipam),
    Internal: definition.internal,
    Attachable: definition.attachable,
    EnableIPv4: definition.enable_ipv4,
    EnableIPv6: definition.enable_ipv6,
    Labels: { ...labels },
  };
}

/** No settings at all leave the choice of a subnet to the engine. */
function ipam(settings: Network['ipam']): NetworkCreateOptions['IPAM'] {
  if (settings === undefined || Object.keys(settings).length === 0) return undefined;
  return {
    Driver: settings.driver ?? 'default',
    ...(settings.options === undefined ? {} : { Options: { ...settings.options } }),
    Config: settings.config?.map(({ subnet, gateway, ip_range, aux_addresses }) => ({
      ...(subnet === undefined ? {} : { Subnet: subnet }),
      ...(gateway === undefined ? {} : { Gateway: gateway }),
      ...(ip_range === undefined ? {} : { IPRange: ip_range }),
      ...(aux_addresses === undefined ? {} : { AuxiliaryAddresses: { ...aux_addresses } }),
    })),
  };
}
