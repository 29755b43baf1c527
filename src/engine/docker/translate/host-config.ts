import type { HostConfig } from 'dockerode';
import type { ContainerSpec, NamespaceMode } from '../../../model/container-spec.js';
import type { ContainerId } from '../../../model/names.js';
import { capabilityNames } from './capabilities.js';
import { linkStrings } from './endpoint-settings.js';
import { type MountBody, splitMounts, tmpfsMap } from './mounts.js';
import { portBindings } from './ports.js';
import { resources } from './resources.js';
import { restartPolicy } from './restart-policy.js';
import { securityOptions } from './security-options.js';

/** dockerode's type lacks what is new since API 1.40. */
export type HostConfigBody = Omit<HostConfig, 'Mounts'> & {
  readonly Mounts: readonly MountBody[];
  readonly Annotations?: Readonly<Record<string, string>> | undefined;
  readonly CgroupnsMode?: string | undefined;
};

/** The part of a container that depends on its host. Undefined leaves a setting to the engine. */
export function hostConfig(spec: ContainerSpec): HostConfigBody {
  const { service } = spec;
  const links = linkStrings(spec);
  return {
    ...splitMounts(spec.mounts),
    ...resources(service),
    ...securityOptions(spec.securityOptions),
    Annotations: service.annotations,
    AutoRemove: spec.oneoff?.autoRemove,
    CapAdd: capabilityNames(service.cap_add),
    CapDrop: capabilityNames(service.cap_drop),
    CgroupnsMode: service.cgroup,
    Dns: list(service.dns),
    DnsOptions: list(service.dns_opt),
    DnsSearch: list(service.dns_search),
    ExtraHosts: (service.extra_hosts ?? []).map(hostEntry),
    GroupAdd: list(service.group_add),
    Init: service.init,
    IpcMode: spec.ipcMode && namespaceMode(spec.ipcMode),
    Isolation: service.isolation,
    Links: links.length === 0 ? undefined : links,
    LogConfig: service.logging && {
      Type: service.logging.driver ?? '',
      Config: { ...service.logging.options },
    },
    NetworkMode: namespaceMode(spec.networkMode),
    OomScoreAdj: service.oom_score_adj,
    PidMode: spec.pidMode && namespaceMode(spec.pidMode),
    PortBindings: portBindings(service.ports ?? []),
    Privileged: service.privileged,
    ReadonlyRootfs: service.read_only,
    RestartPolicy: restartPolicy(service),
    Runtime: service.runtime,
    ShmSize: service.shm_size === undefined ? undefined : Number(service.shm_size),
    StorageOpt: service.storage_opt && { ...service.storage_opt },
    Sysctls: service.sysctls && { ...service.sysctls },
    Tmpfs: service.tmpfs && tmpfsMap(service.tmpfs),
    UTSMode: service.uts,
    UsernsMode: service.userns_mode,
    VolumesFrom:
      spec.volumesFrom.length === 0
        ? undefined
        : spec.volumesFrom.map(({ target, readOnly }) => (readOnly ? `${target}:ro` : target)),
  };
}

function namespaceMode(mode: NamespaceMode<ContainerId>): string {
  return mode.kind === 'engine' ? mode.value : `container:${mode.target}`;
}

/** `host=address` of the model is `host:address` on the engine. */
function hostEntry(entry: string): string {
  return entry.replace('=', ':');
}

function list(values: readonly string[] | undefined): string[] | undefined {
  return values && [...values];
}
