import type { ObservedNetwork } from '../../../model/observed.js';
import type { NetworkCalls, NetworkSpec } from '../../engine.js';
import { EngineError } from '../../engine-error.js';
import { atLeast } from '../connection/api-version.js';
import { requestJson } from '../connection/dial.js';
import type { EngineConnection } from '../connection/engine-connection.js';
import { unlessNotFound } from '../failures/unless-not-found.js';
import { textAt, textsAt } from '../json-value.js';
import { endpointSettings } from '../translate/endpoint-settings.js';
import { labelFilters } from '../translate/label-filters.js';
import { networkCreateBody } from '../translate/network-create-body.js';

/** Since this API version a network can do without IPv4. */
const choosesIpv4 = '1.48';

export function networkCalls(connection: EngineConnection): NetworkCalls {
  return {
    list: (filter, options) =>
      connection.call(options?.signal, async (docker, abort) => {
        const networks = await docker.listNetworks({ filters: labelFilters(filter), ...abort });
        return networks.map(observedNetwork);
      }),
    find: (nameOrId, options) =>
      connection.call(options?.signal, async (docker, abort) => {
        const path = `/networks/${encodeURIComponent(nameOrId)}`;
        const found = await unlessNotFound(requestJson(docker, { method: 'GET', path }, abort));
        const network = observedNetwork(found);
        // The engine also takes the beginning of an id, which may look like the name asked for.
        return network.name === nameOrId || network.id === nameOrId ? network : undefined;
      }),
    create: (spec, options) => {
      checkIpv4(spec, connection.api);
      return connection.call(options?.signal, async (docker, abort) => {
        return (await docker.createNetwork({ ...networkCreateBody(spec), ...abort })).id;
      });
    },
    remove: (id, options) =>
      connection.call(options?.signal, async (docker, abort) => {
        await docker.getNetwork(encodeURIComponent(id)).remove(abort);
      }),
    connect: (id, container, attachment, options) =>
      connection.call(options?.signal, async (docker, abort) => {
        const EndpointConfig = endpointSettings(attachment, [], attachment.settings?.mac_address);
        await docker.getNetwork(encodeURIComponent(id)).connect({
          Container: container,
          EndpointConfig,
          ...abort,
        });
      }),
    disconnect: (id, container, options) =>
      connection.call(options?.signal, async (docker, abort) => {
        await docker.getNetwork(encodeURIComponent(id)).disconnect({ Container: container, ...abort });
      }),
  };
}

function observedNetwork(network: unknown): ObservedNetwork {
  return {
    id: textAt(network, 'Id') ?? '',
    name: textAt(network, 'Name') ?? '',
    labels: textsAt(network, 'Labels'),
  };
}

function checkIpv4({ definition }: NetworkSpec, api: string): void {
  if (definition.enable_ipv4 === undefined || atLeast(api, choosesIpv4)) return;
  throw new EngineError(
    `networks.enable_ipv4 needs Docker 28.0 or newer (API ${choosesIpv4}); this engine speaks API ${api}`,
    { kind: 'invalid-request' },
  );
}
