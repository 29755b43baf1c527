import type { ContainerInspectInfo } from 'dockerode';
import { containerId } from '../../../model/names.js';
import type { ObservedPort } from '../../../model/observed.js';
import type { ContainerDetails } from '../../engine.js';
import { numberAt, textAt } from '../json-value.js';
import { containerState, healthStatus } from './engine-words.js';
import { networkAttachment } from './network-attachment.js';

/** The engine's way to say "never". */
const zeroTime = '0001-01-01T00:00:00Z';

export function containerDetails(info: ContainerInspectInfo): ContainerDetails {
  const { State: state } = info;
  const stopSignal = textAt(info, 'Config', 'StopSignal');
  const stopTimeout = numberAt(info, 'Config', 'StopTimeout');
  const health = healthStatus(state.Health?.Status ?? '');
  const probe = state.Health?.Log?.at(-1);
  const owner = /^container:(.+)$/.exec(info.HostConfig.NetworkMode ?? '')?.[1];
  return {
    id: containerId(info.Id),
    name: info.Name.replace(/^\//, ''),
    state: containerState(state.Status),
    ...(health === undefined ? {} : { health }),
    ...(probe === undefined ? {} : { lastProbe: { exitCode: probe.ExitCode, output: probe.Output } }),
    exitCode: state.ExitCode,
    outOfMemory: state.OOMKilled,
    error: state.Error,
    restartCount: info.RestartCount,
    tty: info.Config.Tty,
    stdinOpen: info.Config.OpenStdin,
    user: info.Config.User,
    ...(stopSignal === undefined ? {} : { stopSignal }),
    ...(stopTimeout === undefined ? {} : { stopTimeoutSeconds: stopTimeout }),
    ...(state.StartedAt === zeroTime ? {} : { startedAt: state.StartedAt }),
    ...(state.FinishedAt === zeroTime ? {} : { finishedAt: state.FinishedAt }),
    networks: Object.entries(info.NetworkSettings?.Networks ?? {}).map(networkAttachment),
    addresses: addressesOf(info),
    published: publishedPorts(info),
    ...(owner !== undefined && { sharesNetworkOf: containerId(owner) }),
  };
}

function addressesOf(info: ContainerInspectInfo): readonly string[] {
  if (info.HostConfig.NetworkMode === 'host') return ['host'];
  return Object.values(info.NetworkSettings?.Networks ?? {}).flatMap((endpoint) =>
    [textAt(endpoint, 'IPAddress') ?? '', textAt(endpoint, 'GlobalIPv6Address') ?? ''].filter(
      (address) => address !== '',
    ),
  );
}

function publishedPorts(info: ContainerInspectInfo): readonly ObservedPort[] {
  return Object.entries(info.NetworkSettings?.Ports ?? {}).flatMap(([key, bindings]) => {
    const [target = '', protocol = 'tcp'] = key.split('/');
    return (bindings ?? []).map(({ HostIp, HostPort }) => ({
      target: Number(target),
      protocol,
      published: Number(HostPort),
      hostIp: HostIp,
    }));
  });
}
