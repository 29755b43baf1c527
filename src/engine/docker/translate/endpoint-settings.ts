import type { EndpointSettings } from 'dockerode';
import type { ContainerSpec, NetworkAttachment } from '../../../model/container-spec.js';

/** dockerode's type lacks what is new in API 1.48, and the addresses that a link-local network has. */
export type EndpointBody = EndpointSettings & { readonly GwPriority?: number | undefined };

/** One network of a container, as it is given at creation and when connecting. */
export function endpointSettings(
  { aliases, settings }: NetworkAttachment,
  links: readonly string[],
  macAddress: string | undefined,
): EndpointBody {
  const { ipv4_address, ipv6_address, link_local_ips, driver_opts, gw_priority } = settings;
  const fixed = ipv4_address !== undefined || ipv6_address !== undefined || link_local_ips !== undefined;
  return {
    Aliases: [...aliases],
    Links: links.length === 0 ? undefined : [...links],
    MacAddress: macAddress,
    DriverOpts: driver_opts === undefined ? undefined : { ...driver_opts },
    GwPriority: gw_priority,
    IPAMConfig: fixed
      ? {
          ...(ipv4_address === undefined ? {} : { IPv4Address: ipv4_address }),
          ...(ipv6_address === undefined ? {} : { IPv6Address: ipv6_address }),
          ...(link_local_ips === undefined ? {} : { LinkLocalIPs: [...link_local_ips] }),
        }
      : undefined,
  };
}

/** Legacy links, `container:alias`. */
export function linkStrings({ links }: ContainerSpec): readonly string[] {
  return links.map(({ container, alias }) => `${container}:${alias}`);
}
