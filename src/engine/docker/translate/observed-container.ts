import type { ContainerInfo } from 'dockerode';
import { containerId } from '../../../model/names.js';
import type { ObservedContainer, ObservedMount, ObservedPort } from '../../../model/observed.js';
import { containerState } from './engine-words.js';
import { parseStatusText } from './status-text.js';

/** An entry of the engine's list of containers. */
export function observedContainer(info: ContainerInfo): ObservedContainer {
  return {
    id: containerId(info.Id),
    name: ownName(info.Names),
    image: info.Image,
    imageId: info.ImageID,
    labels: info.Labels ?? {},
    state: containerState(info.State),
    ...parseStatusText(info.Status),
    createdAt: info.Created,
    networks: Object.entries(info.NetworkSettings?.Networks ?? {}).map(([name, network]) => ({
      name,
      id: network.NetworkID,
    })),
    ...(info.HostConfig?.NetworkMode ? { networkMode: info.HostConfig.NetworkMode } : {}),
    mounts: (info.Mounts ?? []).map(observedMount),
    ports: (info.Ports ?? []).map(observedPort),
    statusText: info.Status,
    command: info.Command,
  };
}

/** A linked container is also listed by the names that others gave it, as `/other/alias`. */
function ownName(names: readonly string[]): string {
  const own = names.find((name) => !name.slice(1).includes('/')) ?? names[0] ?? '';
  return own.replace(/^\//, '');
}

function observedMount({ Type, Name, Source, Destination }: ContainerInfo['Mounts'][number]): ObservedMount {
  return {
    type: Type,
    target: Destination,
    ...(Name ? { name: Name } : {}),
    ...(Source ? { source: Source } : {}),
  };
}

function observedPort({ PrivatePort, PublicPort, Type, IP }: ContainerInfo['Ports'][number]): ObservedPort {
  return {
    target: PrivatePort,
    protocol: Type,
    ...(PublicPort ? { published: PublicPort } : {}),
    ...(IP ? { hostIp: IP } : {}),
  };
}
