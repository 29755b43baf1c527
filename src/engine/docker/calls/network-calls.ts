import type { NetworkCalls } from '../../engine.js';
import { requestJson } from '../connection/dial.js';
import type { EngineConnection } from '../connection/engine-connection.js';
import { unlessNotFound } from '../failures/unless-not-found.js';
import { endpointSettings } from '../translate/endpoint-settings.js';
import { labelFilters } from '../translate/label-filters.js';
import { networkCreateBody } from '../translate/network-create-body.js';
import { observedNetwork } from '../translate/observed-network.js';

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
    create: (spec, options) =>
      connection.call(options?.signal, async (docker, abort) => {
        return (await docker.createNetwork({ ...networkCreateBody(spec), ...abort })).id;
      }),
    remove: (id, options) =>
      connection.call(options?.signal, async (docker, abort) => {
        await docker.getNetwork(encodeURIComponent(id)).remove(abort);
      }),
    connect: (id, container, attachment, options) =>
      connection.call(options?.signal, async (docker, abort) => {
        const { links = [], settings } = attachment;
        const EndpointConfig = endpointSettings(attachment, links, settings?.mac_address);
        const network = docker.getNetwork(encodeURIComponent(id));
        await unlessSaid(
          /endpoint with name \S+ already exists in network/,
          network.connect({ Container: container, EndpointConfig, ...abort }),
        );
      }),
    disconnect: (id, container, options) =>
      connection.call(options?.signal, async (docker, abort) => {
        await unlessSaid(
          /is not connected to (?:the )?network/,
          docker.getNetwork(encodeURIComponent(id)).disconnect({ Container: container, ...abort }),
        );
      }),
  };
}

/** Waits for a call whose refusal, if it is this one, says that what it was to do is so already. */
async function unlessSaid(refusal: RegExp, call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!refusal.test(String(error))) throw error;
  }
}
