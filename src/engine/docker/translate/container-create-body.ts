import type { ContainerCreateOptions } from 'dockerode';
import type { ContainerSpec } from '../../../model/container-spec.js';
import { wholeSeconds } from '../../../model/go-duration.js';
import type { Environment } from '../../../model/project.js';
import { atLeast } from '../connection/api-version.js';
import { type EndpointBody, endpointSettings, linkStrings } from './endpoint-settings.js';
import { healthConfig } from './healthcheck.js';
import { type HostConfigBody, hostConfig } from './host-config.js';
import { exposedPorts } from './ports.js';

/** As the Engine API takes it at `/containers/create`. */
export type ContainerCreateBody = Omit<ContainerCreateOptions, 'HostConfig' | 'NetworkingConfig'> & {
  readonly HostConfig: HostConfigBody;
  readonly NetworkingConfig: { readonly EndpointsConfig: Readonly<Record<string, EndpointBody>> };
};

/** From this API version on, a container is created with all its networks; before, with the first only. */
const allNetworksAtCreation = '1.44';

/** The request for a container. The same file gives the same `docker inspect` as with docker compose. */
export function containerCreateBody(spec: ContainerSpec, api: string): ContainerCreateBody {
  const { service } = spec;
  const manyNetworks = atLeast(api, allNetworksAtCreation);
  return {
    Image: spec.image,
    Labels: { ...spec.labels },
    Cmd: service.command === null ? undefined : [...service.command],
    Entrypoint: service.entrypoint === null ? undefined : [...service.entrypoint],
    Env: environmentStrings(service.environment ?? {}),
    WorkingDir: service.working_dir,
    User: service.user,
    Hostname: service.hostname,
    Domainname: service.domainname,
    MacAddress: manyNetworks ? undefined : primaryMacAddress(spec),
    Tty: service.tty,
    OpenStdin: service.stdin_open,
    ...(spec.oneoff?.interactive === true && { AttachStdin: true, StdinOnce: true }),
    AttachStdout: true,
    AttachStderr: true,
    ExposedPorts: exposedPorts(service),
    Healthcheck: service.healthcheck && healthConfig(service.healthcheck),
    StopSignal: service.stop_signal,
    StopTimeout:
      service.stop_grace_period === undefined ? undefined : wholeSeconds(service.stop_grace_period),
    HostConfig: hostConfig(spec),
    NetworkingConfig: { EndpointsConfig: endpoints(spec, manyNetworks) },
  };
}

/** The networks that have to be connected after creation, because the engine took only the first. */
export function networksToConnect(spec: ContainerSpec, api: string) {
  return atLeast(api, allNetworksAtCreation) ? [] : spec.networks.slice(1);
}

function endpoints(spec: ContainerSpec, manyNetworks: boolean): Record<string, EndpointBody> {
  const links = linkStrings(spec);
  const attached = manyNetworks ? spec.networks : spec.networks.slice(0, 1);
  return Object.fromEntries(
    attached.map((attachment, index) => {
      const own = index === 0 ? primaryMacAddress(spec) : attachment.settings?.mac_address;
      return [attachment.network, endpointSettings(attachment, links, manyNetworks ? own : undefined)];
    }),
  );
}

function primaryMacAddress({ networks, service }: ContainerSpec): string | undefined {
  return networks[0]?.settings?.mac_address ?? service.mac_address;
}

/** A name without a value tells the engine to take the variable away that the image sets. */
function environmentStrings(environment: Environment): string[] {
  return Object.entries(environment).map(([name, value]) => (value === null ? name : `${name}=${value}`));
}
