import { attributes, type Scenario } from '../scenario.js';

/** Limits, devices, and what a container may use of its host. */
export const resourceScenarios: readonly Scenario[] = [
  attributes('cpu', {
    cpus: { cpus: 0.5 },
    'cpus-text': { cpus: '1.5' },
    shares: { cpu_shares: 512 },
    quota: { cpu_quota: 50000, cpu_period: 100000 },
    cpuset: { cpuset: '0' },
    'cpuset-range': { cpuset: '0-1' },
    count: { cpu_count: 1 },
    percent: { cpu_percent: 50 },
  }),
  attributes('cpu-realtime', { web: { cpu_rt_runtime: 400000, cpu_rt_period: 1000000 } }),
  attributes('memory', {
    limit: { mem_limit: '64m' },
    number: { mem_limit: 67108864 },
    reservation: { mem_reservation: '32m' },
    swap: { mem_limit: '64m', memswap_limit: '128m' },
    unlimited: { mem_limit: '64m', memswap_limit: -1 },
    'oom-score': { oom_score_adj: 500 },
    'oom-kill': { oom_kill_disable: true },
    'shm-size': { shm_size: '128m' },
    'shm-number': { shm_size: 67108864 },
    pids: { pids_limit: 100 },
    'pids-unlimited': { pids_limit: -1 },
  }),
  attributes('swappiness', { web: { mem_swappiness: 60 }, zero: { mem_swappiness: 0 } }),
  attributes('deploy-resources', {
    limits: { deploy: { resources: { limits: { cpus: '0.5', memory: '64M', pids: 50 } } } },
    reservations: { deploy: { resources: { reservations: { cpus: '0.25', memory: '32M' } } } },
    both: { deploy: { resources: { limits: { memory: '64M' }, reservations: { memory: '32M' } } } },
    'with-service': {
      cpus: 0.5,
      mem_limit: '64m',
      deploy: { resources: { limits: { cpus: '0.5', memory: '64m' } } },
    },
    generic: {
      deploy: {
        resources: {
          reservations: { generic_resources: [{ discrete_resource_spec: { kind: 'gpu', value: 1 } }] },
        },
      },
    },
    'pids-both': { pids_limit: 50, deploy: { resources: { limits: { pids: 50 } } } },
    swarm: {
      deploy: {
        mode: 'replicated',
        endpoint_mode: 'vip',
        placement: { constraints: ['node.role==manager'] },
        update_config: { parallelism: 2 },
        rollback_config: { parallelism: 2 },
      },
    },
    empty: { deploy: {} },
  }),
  attributes('ulimits', {
    number: { ulimits: { nofile: 1024 } },
    object: { ulimits: { nofile: { soft: 1024, hard: 2048 }, nproc: 65535 } },
    unlimited: { ulimits: { memlock: { soft: 65536, hard: 65536 } } },
    core: { ulimits: { core: 0 } },
  }),
  attributes('sysctls', {
    map: { sysctls: { 'net.core.somaxconn': 1024, 'net.ipv4.ip_forward': '1' } },
    list: { sysctls: ['net.core.somaxconn=1024', 'net.ipv4.tcp_syncookies=0'] },
  }),
  attributes('devices', {
    short: { devices: ['/dev/null:/dev/other'] },
    same: { devices: ['/dev/zero'] },
    permissions: { devices: ['/dev/null:/dev/other:r'] },
    long: { devices: [{ source: '/dev/null', target: '/dev/another', permissions: 'rw' }] },
    rules: { device_cgroup_rules: ['c 1:3 mr', 'a 7:* rmw'] },
  }),
  attributes('device-cdi', { web: { devices: ['example.com/device=one'] } }),
  attributes('blkio-weight', { web: { blkio_config: { weight: 300 } } }),
  attributes('blkio-empty', { web: { blkio_config: {} } }),
  attributes('blkio-rates', {
    web: {
      blkio_config: {
        device_read_bps: [{ path: '/dev/vda', rate: '12mb' }],
        device_read_iops: [{ path: '/dev/vda', rate: 120 }],
        device_write_bps: [{ path: '/dev/vda', rate: '1024k' }],
        device_write_iops: [{ path: '/dev/vda', rate: 30 }],
      },
    },
  }),
  attributes('blkio-weight-device', {
    web: { blkio_config: { weight: 300, weight_device: [{ path: '/dev/vda', weight: 400 }] } },
  }),
  attributes('gpus', { web: { gpus: 'all' } }),
  attributes('gpus-list', {
    web: {
      gpus: [
        { driver: 'nvidia', count: 2 },
        { capabilities: ['utility'], device_ids: ['0'], options: { a: 'b' } },
      ],
    },
  }),
  attributes('deploy-devices', {
    web: {
      deploy: {
        resources: { reservations: { devices: [{ capabilities: ['gpu'], driver: 'nvidia', count: 1 }] } },
      },
    },
  }),
  attributes('deploy-devices-all', {
    web: {
      deploy: { resources: { reservations: { devices: [{ capabilities: ['gpu', 'tpu'], count: 'all' }] } } },
    },
  }),
  attributes('cgroup-parent', { web: { cgroup_parent: '/compare-inspects' } }),
  attributes('storage-opt', { web: { storage_opt: { size: '1G' } } }),
];
