import type { HostConfig } from 'dockerode';
import { microseconds } from '../../../model/go-duration.js';
import type { Service, Ulimit } from '../../../model/project.js';
import { blockDevices } from './block-devices.js';
import { deviceMappings, deviceRequests } from './devices.js';

/** Limits of a container. What `deploy.resources` says wins over the attributes of the service. */
export function resources(service: Service): Omit<HostConfig, 'Mounts'> {
  const { limits, reservations } = service.deploy?.resources ?? {};
  const cpus = limits?.cpus ?? service.cpus;
  const devices = service.devices ?? [];
  return {
    ...blockDevices(service.blkio_config),
    CgroupParent: service.cgroup_parent,
    Memory: bytes(limits?.memory ?? service.mem_limit),
    MemoryReservation: bytes(reservations?.memory ?? service.mem_reservation),
    MemorySwap: bytes(service.memswap_limit),
    MemorySwappiness: bytes(service.mem_swappiness) || undefined,
    OomKillDisable: service.oom_kill_disable ?? false,
    PidsLimit: limits?.pids ?? service.pids_limit,
    NanoCpus: cpus === undefined ? undefined : nanoCpus(cpus),
    CpuCount: service.cpu_count,
    CpuPercent: service.cpu_percent === undefined ? undefined : Math.trunc(service.cpu_percent * 100),
    CpuShares: service.cpu_shares,
    CpuQuota: time(service.cpu_quota),
    CpuPeriod: time(service.cpu_period),
    CpuRealtimeRuntime: time(service.cpu_rt_runtime),
    CpuRealtimePeriod: time(service.cpu_rt_period),
    CpusetCpus: service.cpuset,
    DeviceCgroupRules: service.device_cgroup_rules && [...service.device_cgroup_rules],
    Devices: deviceMappings(devices),
    DeviceRequests: deviceRequests(service),
    Ulimits: service.ulimits && Object.entries(service.ulimits).map(([name, limit]) => ulimit(name, limit)),
  };
}

/** docker compose computes with 32-bit floats; so the same file gives the same limit here. */
function nanoCpus(cpus: number): number {
  return Math.trunc(Math.fround(Math.fround(cpus) * 1e9));
}

function ulimit(name: string, limit: number | Ulimit) {
  const { soft, hard } = typeof limit === 'number' ? { soft: limit, hard: limit } : limit;
  return { Name: name, Soft: soft, Hard: hard };
}

function bytes(size: string | undefined): number | undefined {
  return size === undefined ? undefined : Number(size);
}

function time(value: string | undefined): number | undefined {
  return value === undefined ? undefined : microseconds(value);
}
