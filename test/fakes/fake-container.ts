import type { ContainerDetails, LogLine } from '../../src/engine/engine.js';
import type { ContainerSpec, NetworkAttachment } from '../../src/model/container-spec.js';
import type { ContainerId } from '../../src/model/names.js';
import type { ContainerState, HealthStatus, ObservedContainer } from '../../src/model/observed.js';
import type { Service } from '../../src/model/project.js';

/** A container on the fake engine; changed only by `FakeContainers`. */
export interface FakeContainer {
  readonly id: ContainerId;
  name: string;
  readonly spec: ContainerSpec;
  readonly imageId: string;
  readonly createdAt: number;
  readonly mounts: ObservedContainer['mounts'];
  readonly anonymousVolumes: readonly string[];
  /** As of now: updates change it, not the `spec`. */
  service: Service;
  networks: FakeEndpoint[];
  state: ContainerState;
  health: HealthStatus | undefined;
  lastProbe: ContainerDetails['lastProbe'];
  exitCode: number;
  outOfMemory: boolean;
  error: string;
  restartCount: number;
  startedAt: string | undefined;
  finishedAt: string | undefined;
  /** Counts starts, so that what an earlier run had planned does not happen to a later one. */
  run: number;
  /** Stopped by a call: the restart policy does not bring it back. */
  stopped: boolean;
  readonly logs: LogLine[];
  /** What was copied into it, by path. */
  readonly files: Map<string, string>;
}

/** A place of a container on a network. */
export interface FakeEndpoint {
  readonly attachment: NetworkAttachment;
  /** Id of the network; empty until the container runs on it. It then stays, also when that network goes. */
  readonly id: string;
}

export function isRunning({ state }: FakeContainer): boolean {
  return state === 'running' || state === 'paused';
}

export function hasHealthcheck({ spec }: FakeContainer): boolean {
  const check = spec.service.healthcheck;
  return check !== undefined && !check.disable && check.test?.[0] !== 'NONE';
}

export function observed(container: FakeContainer): ObservedContainer {
  const { spec, health } = container;
  const ended = container.state === 'exited' || container.state === 'restarting';
  return {
    id: container.id,
    name: container.name,
    image: spec.image,
    imageId: container.imageId,
    labels: spec.labels,
    state: container.state,
    ...(health === undefined || !isRunning(container) ? {} : { health }),
    ...(ended ? { exitCode: container.exitCode } : {}),
    createdAt: container.createdAt,
    networks: container.networks.map(({ attachment, id }) => ({ name: attachment.network, id })),
    ...(spec.networkMode.kind === 'engine' ? { networkMode: spec.networkMode.value } : {}),
    mounts: container.mounts,
    ports: observedPorts(container),
    statusText: statusText(container),
    command: (spec.service.command ?? []).join(' '),
  };
}

/** Only a running container holds its ports. */
function observedPorts(container: FakeContainer): ObservedContainer['ports'] {
  if (!isRunning(container)) return [];
  return (container.spec.service.ports ?? []).map(({ target, protocol = 'tcp', published, host_ip }) => ({
    target,
    protocol,
    ...(published === undefined ? {} : { published: Number(published), hostIp: host_ip ?? '0.0.0.0' }),
  }));
}

function statusText({ state, health, exitCode }: FakeContainer): string {
  switch (state) {
    case 'created':
      return 'Created';
    case 'running': {
      const shown = health === 'starting' ? 'health: starting' : health;
      return shown === undefined ? 'Up 1 second' : `Up 1 second (${shown})`;
    }
    case 'paused':
      return 'Up 1 second (Paused)';
    case 'restarting':
      return `Restarting (${exitCode}) 1 second ago`;
    case 'removing':
      return 'Removal In Progress';
    case 'exited':
      return `Exited (${exitCode}) 1 second ago`;
    case 'dead':
      return 'Dead';
    default:
      return state satisfies never;
  }
}

export function details(container: FakeContainer): ContainerDetails {
  const { id, name, state, health, lastProbe, startedAt, finishedAt } = container;
  return {
    id,
    name,
    state,
    ...(health === undefined ? {} : { health }),
    ...(lastProbe === undefined ? {} : { lastProbe }),
    exitCode: container.exitCode,
    outOfMemory: container.outOfMemory,
    error: container.error,
    restartCount: container.restartCount,
    tty: container.spec.service.tty ?? false,
    stdinOpen: container.spec.service.stdin_open ?? false,
    user: container.spec.service.user ?? '',
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(finishedAt === undefined ? {} : { finishedAt }),
    networks: container.networks.map(({ attachment }) => attachment),
    addresses: [],
    published: [],
  };
}

/** Attributes of a service with networks by their names on the engine, as a comparison has them. */
export function configuration(
  service: Service,
  attachments: Iterable<NetworkAttachment>,
): Readonly<Record<string, unknown>> {
  return {
    ...service,
    networks: Object.fromEntries(
      [...attachments].map(({ network, settings }) => [network, settings ?? null]),
    ),
  };
}
