import type { NetworkAttachment } from '../../../model/container-spec.js';
import { numberAt, textAt, textListAt, textsAt } from '../json-value.js';

/**
 * What a container was given on a network, as its inspect tells. Its hardware address is left out: that one may be the
 * engine's own choice.
 */
export function networkAttachment([network, endpoint]: readonly [string, unknown]): NetworkAttachment {
  const ipv4 = textAt(endpoint, 'IPAMConfig', 'IPv4Address');
  const ipv6 = textAt(endpoint, 'IPAMConfig', 'IPv6Address');
  const linkLocal = textListAt(endpoint, 'IPAMConfig', 'LinkLocalIPs');
  const options = textsAt(endpoint, 'DriverOpts');
  const gatewayPriority = numberAt(endpoint, 'GwPriority') ?? 0;
  const links = textListAt(endpoint, 'Links');
  const settings = {
    ...(ipv4 === undefined ? {} : { ipv4_address: ipv4 }),
    ...(ipv6 === undefined ? {} : { ipv6_address: ipv6 }),
    ...(linkLocal.length === 0 ? {} : { link_local_ips: linkLocal }),
    ...(Object.keys(options).length === 0 ? {} : { driver_opts: options }),
    ...(gatewayPriority === 0 ? {} : { gw_priority: gatewayPriority }),
  };
  return {
    network,
    aliases: textListAt(endpoint, 'Aliases'),
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
    ...(links.length === 0 ? {} : { links }),
  };
}
