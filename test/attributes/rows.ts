import { type Row, row } from './row.js';

const mac = '02:42:ac:1e:00:33';
const otherMac = '02:42:ac:1e:00:44';
const mount = { target: '/mnt' } as const;
const needsHardware = 'the host has no such device';
const needsKernel = 'not every kernel can do it';

const ofContainers: readonly Row[] = [
  row('command', { command: ['sleep', '99999'] }, 'Config.Cmd', ['sleep', '99999']),
  row('entrypoint', { entrypoint: ['sleep', '99998'], command: [] }, 'Config.Entrypoint', ['sleep', '99998']),
  row('environment', { environment: { COLOUR: 'red', EMPTY: '' } }, 'Config.Env', ['COLOUR=red', 'EMPTY='], {
    sees: ['echo $COLOUR', /^red$/],
  }),
  row('working_dir', { working_dir: '/deep/in' }, 'Config.WorkingDir', '/deep/in', {
    sees: ['pwd', /^\/deep\/in$/],
  }),
  row('user', { user: '1234:4321' }, 'Config.User', '1234:4321', { sees: ['id -u; id -g', /^1234\n4321$/] }),
  row('group_add', { group_add: ['1500'] }, 'HostConfig.GroupAdd', ['1500'], { sees: ['id -G', /1500/] }),
  row('hostname', { hostname: 'box' }, 'Config.Hostname', 'box', { sees: ['hostname', /^box$/] }),
  row('domainname', { domainname: 'example.org' }, 'Config.Domainname', 'example.org', {
    sees: ['cat /proc/sys/kernel/domainname', /^example\.org$/],
  }),
  row('tty', { tty: true }, 'Config.Tty', true, { sees: ['ls -l /proc/1/fd/0', /pts/] }),
  row('stdin_open', { stdin_open: true }, 'Config.OpenStdin', true),
  row('init', { init: false }, 'HostConfig.Init', false),
  row('read_only', { read_only: true }, 'HostConfig.ReadonlyRootfs', true, {
    sees: ['touch /file 2>&1 || true', /Read-only/],
  }),
  row('privileged', { privileged: true }, 'HostConfig.Privileged', true, {
    notRun: 'the host may lack capabilities itself',
  }),
  row('cap_add', { cap_add: ['NET_ADMIN'] }, 'HostConfig.CapAdd', ['CAP_NET_ADMIN'], {
    sees: ['grep CapEff /proc/1/status', /00000000a80435fb$/],
  }),
  row('cap_drop', { cap_drop: ['ALL'] }, 'HostConfig.CapDrop', ['ALL'], {
    sees: ['grep CapEff /proc/1/status', /0000000000000000$/],
  }),
  row(
    'security_opt',
    { security_opt: ['no-new-privileges:true'] },
    'HostConfig.SecurityOpt',
    ['no-new-privileges:true'],
    {
      sees: ['grep NoNewPrivs /proc/1/status', /1$/],
    },
  ),
  row('labels', { labels: { 'org.example.a': 'b' } }, 'Config.Labels', { 'org.example.a': 'b' }),
  row('annotations', { annotations: { 'org.example.a': 'b' } }, 'HostConfig.Annotations', {
    'org.example.a': 'b',
  }),
  row('stop_signal', { stop_signal: 'SIGINT' }, 'Config.StopSignal', 'SIGINT'),
  row('stop_grace_period', { stop_grace_period: '1m5s' }, 'Config.StopTimeout', 65),
  row('restart', { restart: 'on-failure:3' }, 'HostConfig.RestartPolicy', {
    Name: 'on-failure',
    MaximumRetryCount: 3,
  }),
  row(
    ['deploy.restart_policy.condition', 'deploy.restart_policy.max_attempts'],
    { deploy: { restart_policy: { condition: 'on-failure', max_attempts: 2 } } },
    'HostConfig.RestartPolicy',
    { Name: 'on-failure', MaximumRetryCount: 2 },
  ),
  row(
    [
      'healthcheck.test',
      'healthcheck.interval',
      'healthcheck.timeout',
      'healthcheck.start_period',
      'healthcheck.start_interval',
      'healthcheck.retries',
    ],
    {
      healthcheck: {
        test: ['CMD', 'true'],
        interval: '1m30s',
        timeout: '10s',
        start_period: '20s',
        start_interval: '2s',
        retries: 4,
      },
    },
    'Config.Healthcheck',
    {
      Test: ['CMD', 'true'],
      Interval: 90e9,
      Timeout: 10e9,
      StartPeriod: 20e9,
      StartInterval: 2e9,
      Retries: 4,
    },
  ),
  row('healthcheck.disable', { healthcheck: { disable: true } }, 'Config.Healthcheck', { Test: ['NONE'] }),
  row(
    ['logging.driver', 'logging.options'],
    { logging: { driver: 'json-file', options: { 'max-size': '1m' } } },
    'HostConfig.LogConfig',
    { Type: 'json-file', Config: { 'max-size': '1m' } },
  ),
  row(
    ['ports.host_ip', 'ports.target', 'ports.protocol', 'ports.published'],
    { ports: [{ target: 53, published: '42053-42059', protocol: 'udp', host_ip: '127.0.0.1' }] },
    'HostConfig.PortBindings',
    { '53/udp': [{ HostIp: '127.0.0.1', HostPort: '42053-42059' }] },
  ),
  row('expose', { expose: ['3000', '4000/udp'] }, 'Config.ExposedPorts', { '3000': {}, '4000/udp': {} }),
  row(['network_mode'], { network_mode: 'none' }, 'HostConfig.NetworkMode', 'none', {
    sees: ['ls /sys/class/net', /^lo$/],
  }),
  row('extra_hosts', { extra_hosts: ['db=10.1.2.3'] }, 'HostConfig.ExtraHosts', ['db:10.1.2.3'], {
    sees: ['cat /etc/hosts', /10\.1\.2\.3\s+db/],
  }),
  row('dns', { dns: ['9.9.9.9'], network_mode: 'bridge' }, 'HostConfig.Dns', ['9.9.9.9'], {
    sees: ['cat /etc/resolv.conf', /9\.9\.9\.9/],
  }),
  row('dns_opt', { dns_opt: ['ndots:3'] }, 'HostConfig.DnsOptions', ['ndots:3'], {
    sees: ['cat /etc/resolv.conf', /ndots:3/],
  }),
  row('dns_search', { dns_search: ['a.example'] }, 'HostConfig.DnsSearch', ['a.example'], {
    sees: ['cat /etc/resolv.conf', /search a\.example/],
  }),
  row(
    ['volumes.type', 'volumes.source', 'volumes.target', 'volumes.read_only', 'volumes.consistency'],
    { volumes: [{ ...mount, type: 'volume', source: 'data', read_only: true, consistency: 'cached' }] },
    'HostConfig.Binds',
    ['PROJECT_data:/mnt:ro'],
    {
      project: { volumes: { data: { name: 'PROJECT_data' } } },
      sees: ['touch /mnt/file 2>&1 || true', /Read-only/],
    },
  ),
  row(
    ['volumes.bind.create_host_path', 'volumes.bind.selinux'],
    { volumes: [{ ...mount, type: 'bind', source: '/tmp', bind: { create_host_path: true, selinux: 'z' } }] },
    'HostConfig.Binds',
    ['/tmp:/mnt:rw,z'],
  ),
  row(
    ['volumes.bind.propagation', 'volumes.bind.recursive'],
    {
      volumes: [
        { ...mount, type: 'bind', source: '/tmp', bind: { propagation: 'private', recursive: 'disabled' } },
      ],
    },
    'HostConfig.Mounts',
    [
      {
        Type: 'bind',
        Source: '/tmp',
        Target: '/mnt',
        BindOptions: { Propagation: 'private', NonRecursive: true },
      },
    ],
  ),
  row(
    ['volumes.volume.nocopy', 'volumes.volume.labels'],
    { volumes: [{ ...mount, type: 'volume', volume: { nocopy: true, labels: { a: 'b' } } }] },
    'HostConfig.Mounts',
    [{ Type: 'volume', Target: '/mnt', VolumeOptions: { NoCopy: true, Labels: { a: 'b' } } }],
  ),
  row(
    'volumes.volume.subpath',
    { volumes: [{ ...mount, type: 'volume', source: 'data', volume: { subpath: 'in' } }] },
    'HostConfig.Mounts',
    [{ Type: 'volume', Source: 'PROJECT_data', Target: '/mnt', VolumeOptions: { Subpath: 'in' } }],
    {
      project: { volumes: { data: { name: 'PROJECT_data' } } },
      notRun: 'the folder has to be in the volume before',
    },
  ),
  row(
    ['volumes.tmpfs.size', 'volumes.tmpfs.mode'],
    { volumes: [{ ...mount, type: 'tmpfs', tmpfs: { size: '1048576', mode: 0o700 } }] },
    'HostConfig.Mounts',
    [{ Type: 'tmpfs', Target: '/mnt', TmpfsOptions: { SizeBytes: 1048576, Mode: 0o700 } }],
    { sees: ['grep " /mnt " /proc/mounts', /size=1024k,mode=700/] },
  ),
  row(
    'volumes.image.subpath',
    { volumes: [{ ...mount, type: 'image', source: 'busybox', image: { subpath: 'etc' } }] },
    'HostConfig.Mounts',
    [{ Type: 'image', Source: 'busybox', Target: '/mnt', ImageOptions: { Subpath: 'etc' } }],
    { notRun: 'needs a second image' },
  ),
  row(
    'tmpfs',
    { tmpfs: ['/mnt:size=1m,mode=1777', '/run'] },
    'HostConfig.Tmpfs',
    { '/mnt': 'size=1m,mode=1777', '/run': '' },
    {
      sees: ['grep " /mnt " /proc/mounts', /size=1024k/],
    },
  ),
  row(
    ['devices.source', 'devices.target', 'devices.permissions'],
    { devices: [{ source: '/dev/null', target: '/dev/nothing', permissions: 'rw' }] },
    'HostConfig.Devices',
    [{ PathOnHost: '/dev/null', PathInContainer: '/dev/nothing', CgroupPermissions: 'rw' }],
    { sees: ['test -c /dev/nothing && echo there', /^there$/] },
  ),
  row('device_cgroup_rules', { device_cgroup_rules: ['c 1:3 mr'] }, 'HostConfig.DeviceCgroupRules', [
    'c 1:3 mr',
  ]),
  row('ipc', { ipc: 'shareable' }, 'HostConfig.IpcMode', 'shareable'),
  row('pid', { pid: 'host' }, 'HostConfig.PidMode', 'host'),
  row('uts', { uts: 'host' }, 'HostConfig.UTSMode', 'host'),
  row('userns_mode', { userns_mode: 'host' }, 'HostConfig.UsernsMode', 'host'),
  row('cgroup', { cgroup: 'host' }, 'HostConfig.CgroupnsMode', 'host'),
  row('cgroup_parent', { cgroup_parent: '/stack-test' }, 'HostConfig.CgroupParent', '/stack-test'),
  row('runtime', { runtime: 'runc' }, 'HostConfig.Runtime', 'runc'),
  row('isolation', { isolation: 'default' }, 'HostConfig.Isolation', 'default'),
  row(
    'sysctls',
    { sysctls: { 'net.core.somaxconn': '777' } },
    'HostConfig.Sysctls',
    { 'net.core.somaxconn': '777' },
    {
      sees: ['cat /proc/sys/net/core/somaxconn', /^777$/],
    },
  ),
  row(
    'ulimits',
    { ulimits: { nofile: { soft: 512, hard: 1024 } } },
    'HostConfig.Ulimits',
    [{ Name: 'nofile', Soft: 512, Hard: 1024 }],
    {
      sees: ['ulimit -Sn; ulimit -Hn', /^512\n1024$/],
    },
  ),
  row(
    'storage_opt',
    { storage_opt: { size: '1G' } },
    'HostConfig.StorageOpt',
    { size: '1G' },
    {
      notRun: 'few file systems can limit the size of a container',
    },
  ),
  row('shm_size', { shm_size: '1048576' }, 'HostConfig.ShmSize', 1048576, {
    sees: ['grep " /dev/shm " /proc/mounts', /size=1024k/],
  }),
  row(
    ['mem_limit', 'mem_reservation', 'memswap_limit'],
    { mem_limit: '67108864', mem_reservation: '33554432', memswap_limit: '134217728' },
    'HostConfig',
    { Memory: 67108864, MemoryReservation: 33554432, MemorySwap: 134217728 },
  ),
  row('mem_swappiness', { mem_swappiness: '60' }, 'HostConfig.MemorySwappiness', 60, { notRun: needsKernel }),
  row('oom_kill_disable', { oom_kill_disable: true }, 'HostConfig.OomKillDisable', true, {
    notRun: needsKernel,
  }),
  row('oom_score_adj', { oom_score_adj: 500 }, 'HostConfig.OomScoreAdj', 500, {
    sees: ['cat /proc/1/oom_score_adj', /^500$/],
  }),
  row('pids_limit', { pids_limit: 99 }, 'HostConfig.PidsLimit', 99),
  row('cpus', { cpus: 0.5 }, 'HostConfig.NanoCpus', 5e8),
  row('cpu_shares', { cpu_shares: 512 }, 'HostConfig.CpuShares', 512),
  row(['cpu_quota', 'cpu_period'], { cpu_quota: '50000', cpu_period: '100000' }, 'HostConfig', {
    CpuQuota: 50_000,
    CpuPeriod: 100_000,
  }),
  row(
    ['cpu_rt_runtime', 'cpu_rt_period'],
    { cpu_rt_runtime: '400000', cpu_rt_period: '1000000' },
    'HostConfig',
    {
      CpuRealtimeRuntime: 400_000,
      CpuRealtimePeriod: 1_000_000,
    },
    { notRun: needsKernel },
  ),
  row('cpuset', { cpuset: '0' }, 'HostConfig.CpusetCpus', '0', {
    sees: ['grep Cpus_allowed_list /proc/1/status', /\t0$/],
  }),
  row('cpu_count', { cpu_count: 2 }, 'HostConfig.CpuCount', 2),
  row('cpu_percent', { cpu_percent: 50 }, 'HostConfig.CpuPercent', 5000, { told: 0 }),
  row(
    [
      'deploy.resources.limits.cpus',
      'deploy.resources.limits.memory',
      'deploy.resources.limits.pids',
      'deploy.resources.reservations.memory',
    ],
    {
      deploy: {
        resources: {
          limits: { cpus: 0.25, memory: '67108864', pids: 77 },
          reservations: { memory: '33554432' },
        },
      },
    },
    'HostConfig',
    { NanoCpus: 25e7, Memory: 67108864, PidsLimit: 77, MemoryReservation: 33554432 },
  ),
  row(
    'blkio_config',
    {
      blkio_config: {
        weight: 300,
        weight_device: [{ path: '/dev/sda', weight: 400 }],
        device_read_bps: [{ path: '/dev/sda', rate: '1' }],
        device_read_iops: [{ path: '/dev/sda', rate: '2' }],
        device_write_bps: [{ path: '/dev/sda', rate: '3' }],
        device_write_iops: [{ path: '/dev/sda', rate: '4' }],
      },
    },
    'HostConfig',
    {
      BlkioWeight: 300,
      BlkioWeightDevice: [{ Path: '/dev/sda', Weight: 400 }],
      BlkioDeviceReadBps: [{ Path: '/dev/sda', Rate: 1 }],
      BlkioDeviceReadIOps: [{ Path: '/dev/sda', Rate: 2 }],
      BlkioDeviceWriteBps: [{ Path: '/dev/sda', Rate: 3 }],
      BlkioDeviceWriteIOps: [{ Path: '/dev/sda', Rate: 4 }],
    },
    { notRun: needsHardware },
  ),
  row(
    'gpus',
    {
      gpus: [
        { driver: 'nvidia', count: 2 },
        { capabilities: ['utility'], device_ids: ['0'], options: { a: 'b' } },
      ],
    },
    'HostConfig.DeviceRequests',
    [
      { Driver: 'nvidia', Count: 2, Capabilities: [['gpu']] },
      { DeviceIDs: ['0'], Capabilities: [['utility', 'gpu']], Options: { a: 'b' } },
    ],
    { notRun: needsHardware },
  ),
  row(
    'deploy.resources.reservations.devices',
    {
      deploy: {
        resources: {
          reservations: {
            devices: [
              { capabilities: ['gpu', 'tpu'], driver: 'cdi', count: -1 },
              { capabilities: ['gpu'], device_ids: ['1'], options: { a: 'b' } },
            ],
          },
        },
      },
    },
    'HostConfig.DeviceRequests',
    [
      { Driver: 'cdi', Count: -1, Capabilities: [['gpu', 'tpu']] },
      { DeviceIDs: ['1'], Capabilities: [['gpu']], Options: { a: 'b' } },
    ],
    { notRun: needsHardware },
  ),
  row(
    'use_api_socket',
    { use_api_socket: true },
    'HostConfig.Binds',
    ['/var/run/docker.sock:/var/run/docker.sock:rw'],
    {
      notRun: 'the engine of a test need not listen there',
    },
  ),
];

const subnet = (third: number) => ({
  name: `PROJECT_net`,
  ipam: { config: [{ subnet: `198.18.${third}.0/24` }] },
});

const onNetworks: readonly Row[] = [
  row('mac_address', { mac_address: mac }, 'Networks.default.MacAddress', mac, {
    sees: ['cat /sys/class/net/eth0/address', /^02:42:ac:1e:00:33$/],
  }),
  row(
    [
      'networks.*.aliases',
      'networks.*.ipv4_address',
      'networks.*.link_local_ips',
      'networks.*.driver_opts',
      'networks.*.gw_priority',
    ],
    {
      networks: {
        net: {
          aliases: ['other'],
          ipv4_address: '198.18.7.77',
          link_local_ips: ['169.254.9.9'],
          driver_opts: { 'org.example.option': 'x' },
          gw_priority: 5,
        },
      },
    },
    'Networks.net',
    {
      Aliases: ['PROJECT-web-1', 'web', 'other'],
      IPAMConfig: { IPv4Address: '198.18.7.77', LinkLocalIPs: ['169.254.9.9'] },
      DriverOpts: { 'org.example.option': 'x' },
      GwPriority: 5,
    },
    {
      project: { networks: { net: subnet(7) } },
      told: {
        IPAMConfig: { IPv4Address: '198.18.7.77', LinkLocalIPs: ['169.254.9.9'] },
        GwPriority: 5,
        IPAddress: '198.18.7.77',
      },
      sees: ['ip -o -4 addr show eth0', /198\.18\.7\.77/],
    },
  ),
  row(
    ['networks.*.mac_address', 'networks.*.interface_name'],
    { networks: { default: { mac_address: otherMac, interface_name: 'lan7' } } },
    'Networks.default',
    { MacAddress: otherMac, DriverOpts: { 'com.docker.network.endpoint.ifname': 'lan7' } },
    { sees: ['cat /sys/class/net/lan7/address', /^02:42:ac:1e:00:44$/] },
  ),
  row(
    'networks.*.ipv6_address',
    { networks: { net: { ipv6_address: 'fd00:231::7' } } },
    'Networks.net.IPAMConfig',
    { IPv6Address: 'fd00:231::7' },
    {
      project: {
        networks: {
          net: { name: 'PROJECT_net', enable_ipv6: true, ipam: { config: [{ subnet: 'fd00:231::/64' }] } },
        },
      },
    },
  ),
];

const resource = (
  attributes: readonly string[],
  project: Row['project'],
  field: string,
  asked: unknown,
  more: Partial<Row> = {},
): Row => ({
  attributes,
  service: {
    ...(project?.networks && { networks: { net: null } }),
    ...(project?.volumes && { volumes: [{ ...mount, type: 'volume', source: 'data' }] }),
  },
  ...(project && { project }),
  field,
  asked,
  ...more,
});

const ofResources: readonly Row[] = [
  resource(
    ['driver', 'driver_opts', 'internal', 'attachable', 'enable_ipv6', 'labels', 'name'].map(
      (key) => `networks.*.${key}`,
    ),
    {
      networks: {
        net: {
          name: 'PROJECT_own-name',
          driver: 'bridge',
          driver_opts: { 'com.docker.network.bridge.enable_icc': 'false' },
          internal: true,
          attachable: true,
          enable_ipv6: false,
          labels: { a: 'b' },
        },
      },
    },
    'network net',
    {
      Name: 'PROJECT_own-name',
      Driver: 'bridge',
      Options: { 'com.docker.network.bridge.enable_icc': 'false' },
      Internal: true,
      Attachable: true,
      EnableIPv6: false,
      Labels: { a: 'b' },
    },
  ),
  resource(
    ['networks.*.enable_ipv4'],
    { networks: { net: { name: 'PROJECT_net', enable_ipv4: true } } },
    'network net',
    { EnableIPv4: true },
    { toldSince: '1.48' },
  ),
  resource(
    ['networks.*.ipam'],
    {
      networks: {
        net: {
          name: 'PROJECT_net',
          ipam: {
            driver: 'default',
            config: [
              {
                subnet: '198.18.8.0/24',
                gateway: '198.18.8.254',
                ip_range: '198.18.8.64/26',
                aux_addresses: { router: '198.18.8.5' },
              },
            ],
            options: { a: 'b' },
          },
        },
      },
    },
    'network net.IPAM',
    {
      Driver: 'default',
      Config: [
        {
          Subnet: '198.18.8.0/24',
          Gateway: '198.18.8.254',
          IPRange: '198.18.8.64/26',
          AuxiliaryAddresses: { router: '198.18.8.5' },
        },
      ],
      Options: { a: 'b' },
    },
    {
      told: {
        Driver: 'default',
        Config: [
          {
            Subnet: '198.18.8.0/24',
            Gateway: '198.18.8.254',
            IPRange: '198.18.8.64/26',
            AuxiliaryAddresses: { router: '198.18.8.5' },
          },
        ],
        Options: { a: 'b' },
      },
    },
  ),
  resource(
    ['driver', 'driver_opts', 'labels', 'name'].map((key) => `volumes.*.${key}`),
    {
      volumes: {
        data: {
          name: 'PROJECT_own-name',
          driver: 'local',
          driver_opts: { type: 'tmpfs', device: 'tmpfs', o: 'size=1m' },
          labels: { a: 'b' },
        },
      },
    },
    'volume data',
    {
      Name: 'PROJECT_own-name',
      Driver: 'local',
      DriverOpts: { type: 'tmpfs', device: 'tmpfs', o: 'size=1m' },
      Labels: { a: 'b' },
    },
    {
      told: {
        Name: 'PROJECT_own-name',
        Driver: 'local',
        Options: { type: 'tmpfs', device: 'tmpfs', o: 'size=1m' },
        Labels: { a: 'b' },
      },
      sees: ['grep " /mnt " /proc/mounts', /size=1024k/],
    },
  ),
];

export const rows: readonly Row[] = [...ofContainers, ...onNetworks, ...ofResources];

/** What does not arrive in one field: what becomes of it, and the test that shows it. */
export const shownElsewhere: Readonly<Record<string, readonly [what: string, test: string]>> = {
  'services.*.build': ['an image', 'test/e2e/builds.test.ts'],
  'services.*.image': ['the image', 'test/e2e/up.test.ts'],
  'services.*.platform': ['a parameter of the calls', 'test/e2e/attributes.test.ts'],
  'services.*.pull_policy': ['whether an image is pulled', 'test/plan/plan-up.test.ts'],
  'services.*.container_name': ['the name', 'test/plan/container-template.test.ts'],
  'services.*.depends_on': ['the order of the plan', 'test/plan/plan-up.test.ts'],
  'services.*.scale': ['the number of containers', 'test/plan/plan-up.test.ts'],
  'services.*.deploy.replicas': ['the number of containers', 'test/plan/plan-up.test.ts'],
  'services.*.deploy.update_config': [
    'the order in which containers are replaced',
    'test/plan/rolling-update.test.ts',
  ],
  ...Object.fromEntries(
    ['delay', 'order', 'parallelism'].map((key) => [
      `services.*.deploy.rollback_config.${key}`,
      ['the order in which that is undone', 'test/execute/transactions.test.ts'] as const,
    ]),
  ),
  'services.*.networks.*.priority': ['the order of the networks', 'test/plan/container-template.test.ts'],
  'services.*.links': ['Links', 'test/plan/container-template.test.ts'],
  'services.*.external_links': ['Links', 'test/plan/container-template.test.ts'],
  'services.*.volumes_from': ['VolumesFrom', 'test/plan/container-template.test.ts'],
  'services.*.attach': ['whose logs are shown', 'test/e2e/attributes.test.ts'],
  'services.*.configs': ['mounted or copied files', 'test/e2e/files.test.ts'],
  'services.*.secrets': ['mounted or copied files', 'test/e2e/files.test.ts'],
  'services.*.post_start': ['exec', 'test/e2e/hooks.test.ts'],
  'services.*.pre_stop': ['exec', 'test/e2e/hooks.test.ts'],
  'configs.*.content': ['copied files', 'test/e2e/files.test.ts'],
  'configs.*.environment': ['copied files', 'test/e2e/files.test.ts'],
  'configs.*.file': ['mounted files', 'test/e2e/files.test.ts'],
  'secrets.*.environment': ['copied files', 'test/e2e/files.test.ts'],
  'secrets.*.file': ['mounted files', 'test/e2e/files.test.ts'],
  'networks.*.external': ['what has to be there', 'test/plan/plan-up.test.ts'],
  'volumes.*.external': ['what has to be there', 'test/plan/plan-up.test.ts'],
};
