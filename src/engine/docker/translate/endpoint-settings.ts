import type { EndpointSettings } from 'dockerode';
import type { ContainerSpec, NetworkAttachment } from '../../../model/container-spec.js';
import type { ServiceNetwork } from '../../../model/project.js';

/** dockerode's type lacks what is new in API 1.48, and the addresses that a link-local network has. */
export type EndpointBody = EndpointSettings & { readonly GwPriority?: number | undefined };

/** One network of a container, as it is given at creation and when connecting. */
export function endpointSettings(
  { aliases, settings }: NetworkAttachment,
  links: readonly string[],
  macAddress: string | undefined,
): EndpointBody {
  const { ipv4_address, ipv6_address, link_local_ips, gw_priority } = settings ?? {};
  return {
    Aliases: [...aliases],
    Links: links.length === 0 ? undefined : [...links],
    MacAddress: macAddress,
    DriverOpts: driverOptions(settings ?? {}),
    GwPriority: gw_priority,
    IPAMConfig: settings
      ? {
          ...(ipv4_address === undefined ? {} : { IPv4Address: ipv4_address }),
          ...(ipv6_address === undefined ? {} : { IPv6Address: ipv6_address }),
          ...(link_local_ips === undefined ? {} : { LinkLocalIPs: [...link_local_ips] }),
        }
      : undefined,
  };
}

/** The name of the interface is an option of every driver. */
function driverOptions({ driver_opts, interface_name }: ServiceNetwork): Record<string, string> | undefined {
  if (!interface_name) return driver_opts && { ...driver_opts };
  return { ...driver_opts, 'com.docker.network.endpoint.ifname': interface_name };
}

/** Legacy links, `container:alias`. */
export function linkStrings({ links }: ContainerSpec): readonly string[] {
  return links.map(({ container, alias }) => `${container}:${alias}`);
}
