import { goDuration } from '../../../model/go-duration.js';
import type { Service } from '../../../model/project.js';
import { isRecord, textAt } from '../json-value.js';
import { capabilityNames } from '../translate/capabilities.js';
import { type ConfigurationParts, record, texts } from './configuration-parts.js';
import { cleanPath, compact, list, readMounts } from './read-mounts.js';

export type Attributes = Record<string, unknown>;

/** Labels of tools, not of the service. */
const toolLabel = /^(com\.docker\.compose|dev\.stack|desktop\.docker\.io)[./]/;

/**
 * What a configuration says, in the attributes of a service. Read from a request and from an inspect alike, so that
 * spelling, order and form make no difference.
 *
 * @param service decides under which of two names a limit goes: its own attributes or `deploy`
 */
export function readAttributes(parts: ConfigurationParts, service: Service): Attributes {
  const { config, host } = parts;
  return compact({
    ...program(config),
    ...privileges(host),
    ...namespaces(parts),
    ...networking(parts),
    ...files(parts),
    ...limits(host, service),
  });
}

function program(config: ConfigurationParts['config']): Attributes {
  const check = record(config['Healthcheck']);
  const time = (key: string) => (Number(check[key] ?? 0) === 0 ? undefined : goDuration(Number(check[key])));
  const disabled = texts(check['Test'])[0] === 'NONE';
  const environment = Object.fromEntries(
    texts(config['Env']).map((entry) => {
      const [name = ''] = entry.split('=');
      return [name, entry.slice(name.length + 1)];
    }),
  );
  const labels = Object.entries(record(config['Labels'])).filter(([key]) => !toolLabel.test(key));
  return {
    command: words(config['Cmd']),
    entrypoint: words(config['Entrypoint']),
    environment,
    labels: Object.fromEntries(labels),
    working_dir: config['WorkingDir'] ? cleanPath(String(config['WorkingDir'])) : undefined,
    user: config['User'] || undefined,
    hostname: config['Hostname'] || undefined,
    domainname: config['Domainname'] || undefined,
    tty: config['Tty'] || undefined,
    stdin_open: config['OpenStdin'] || undefined,
    stop_signal: config['StopSignal'] === 'SIGTERM' ? undefined : config['StopSignal'] || undefined,
    stop_grace_period:
      typeof config['StopTimeout'] === 'number' ? goDuration(config['StopTimeout'] * 1e9) : undefined,
    healthcheck: disabled
      ? { disable: true }
      : compact({
          test: words(check['Test']),
          interval: time('Interval'),
          timeout: time('Timeout'),
          start_period: time('StartPeriod'),
          start_interval: time('StartInterval'),
          retries: check['Retries'] || undefined,
        }),
  };
}

function privileges(host: ConfigurationParts['host']): Attributes {
  const unconfined =
    Array.isArray(host['MaskedPaths']) && host['MaskedPaths'].length === 0 && !host['Privileged'];
  return {
    privileged: host['Privileged'] || undefined,
    read_only: host['ReadonlyRootfs'] || undefined,
    init: host['Init'] || undefined,
    cap_add: sorted(capabilityNames(texts(host['CapAdd']))),
    cap_drop: sorted(capabilityNames(texts(host['CapDrop']))),
    group_add: sorted(texts(host['GroupAdd'])),
    // The engine adds the second itself where a container is privileged.
    security_opt: sorted([
      ...texts(host['SecurityOpt']).filter((option) => option !== 'label=disable' && option !== 'disable'),
      ...(unconfined ? ['systempaths=unconfined'] : []),
    ]),
    annotations: record(host['Annotations']),
    sysctls: record(host['Sysctls']),
    userns_mode: host['UsernsMode'] || undefined,
  };
}

function namespaces({ host, endpoints }: ConfigurationParts): Attributes {
  const mode = host['NetworkMode'] === 'default' ? 'bridge' : String(host['NetworkMode'] ?? '');
  const isNetwork = mode in endpoints && mode !== 'bridge' && mode !== 'host' && mode !== 'none';
  return {
    network_mode: isNetwork ? undefined : mode || undefined,
    ipc: host['IpcMode'] || undefined,
    pid: host['PidMode'] || undefined,
    uts: host['UTSMode'] || undefined,
    cgroup: host['CgroupnsMode'] || undefined,
    cgroup_parent: host['CgroupParent'] || undefined,
    runtime: host['Runtime'] || undefined,
    isolation: host['Isolation'] || undefined,
  };
}

function networking({ config, host, endpoints }: ConfigurationParts): Attributes {
  const bindings = record(host['PortBindings']);
  const exposed = Object.keys(record(config['ExposedPorts'])).map((port) =>
    port.includes('/') ? port : `${port}/tcp`,
  );
  const links = [
    ...list(host['Links']),
    ...Object.values(endpoints).flatMap((one) => list(record(one)['Links'])),
  ]
    .map((link) => String(link).split(':').at(-1)?.split('/').at(-1) ?? '')
    // Names of replicas of linked services, which are as many as there happened to be.
    .filter((alias) => !/-\d+$/.test(alias));
  return {
    ports: Object.entries(bindings)
      .flatMap(([port, places]) =>
        list(places).map((place) => {
          const [target, protocol] = port.split('/');
          return compact({
            target: Number(target),
            protocol,
            published: textAt(place, 'HostPort'),
            host_ip: textAt(place, 'HostIp'),
          });
        }),
      )
      .sort(byText),
    expose: sorted(exposed.filter((port) => !(port in bindings)).map((port) => port.replace(/\/tcp$/, ''))),
    extra_hosts: sorted(texts(host['ExtraHosts']).map((entry) => entry.replace(':', '='))),
    dns: nonEmpty(texts(host['Dns'])),
    dns_opt: nonEmpty(texts(host['DnsOptions'])),
    dns_search: nonEmpty(texts(host['DnsSearch'])),
    links: sorted([...new Set(links)]),
    networks: Object.fromEntries(
      Object.entries(endpoints)
        .filter(([network]) => !['bridge', 'host', 'none', 'default'].includes(network))
        .map(([network, endpoint]) => [network, endpointAttributes(record(endpoint))]),
    ),
  };
}

function endpointAttributes(endpoint: Record<string, unknown>): Attributes {
  const { 'com.docker.network.endpoint.ifname': interfaceName, ...options } = record(endpoint['DriverOpts']);
  const addresses = record(endpoint['IPAMConfig']);
  return compact({
    aliases: sorted([...new Set(texts(endpoint['Aliases']))]),
    ipv4_address: addresses['IPv4Address'] || undefined,
    ipv6_address: addresses['IPv6Address'] || undefined,
    link_local_ips: nonEmpty(texts(addresses['LinkLocalIPs'])),
    mac_address: endpoint['MacAddress'] || undefined,
    driver_opts: options,
    interface_name: interfaceName,
    gw_priority: endpoint['GwPriority'] || undefined,
  });
}

function files(parts: ConfigurationParts): Attributes {
  const { host } = parts;
  const logging = record(host['LogConfig']);
  return {
    volumes: readMounts(parts),
    volumes_from: nonEmpty(texts(host['VolumesFrom']).map((entry) => entry.replace(/:rw$/, ''))),
    tmpfs: sorted(
      Object.entries(record(host['Tmpfs'])).map(([path, options]) => (options ? `${path}:${options}` : path)),
    ),
    devices: list(host['Devices'])
      .map((device) => ({
        source: textAt(device, 'PathOnHost'),
        target: textAt(device, 'PathInContainer'),
        permissions: textAt(device, 'CgroupPermissions'),
      }))
      .sort(byText),
    device_cgroup_rules: nonEmpty(texts(host['DeviceCgroupRules'])),
    logging: compact({ driver: logging['Type'] || undefined, options: record(logging['Config']) }),
    storage_opt: record(host['StorageOpt']),
    shm_size: size(host['ShmSize']),
  };
}

function limits(host: ConfigurationParts['host'], { deploy, gpus }: Service): Attributes {
  const { limits: limited, reservations } = deploy?.resources ?? {};
  const policy = record(host['RestartPolicy']);
  const attempts = Number(policy['MaximumRetryCount'] ?? 0);
  const condition = policy['Name'] === 'no' ? undefined : policy['Name'] || undefined;
  const memory = size(host['Memory']);
  const reserved = size(host['MemoryReservation']);
  const pids = Number(host['PidsLimit'] ?? 0) > 0 ? Number(host['PidsLimit']) : undefined;
  const cpus =
    number(host['NanoCpus']) === undefined ? undefined : Math.round(Number(host['NanoCpus']) / 1e3) / 1e6;
  const requests = list(host['DeviceRequests']).filter(isRecord).map(deviceRequest);
  const devices = requests.length === 0 ? undefined : requests;
  const inDeploy = {
    resources: compact({
      limits: compact({
        memory: limited?.memory === undefined ? undefined : memory,
        cpus: limited?.cpus === undefined ? undefined : cpus,
        pids: limited?.pids === undefined ? undefined : pids,
      }),
      reservations: compact({
        memory: reservations?.memory === undefined ? undefined : reserved,
        devices: gpus === undefined ? devices : undefined,
      }),
    }),
    restart_policy:
      deploy?.restart_policy === undefined
        ? undefined
        : compact({ condition, max_attempts: attempts === 0 ? undefined : attempts }),
  };
  return {
    deploy: compact(inDeploy),
    restart:
      deploy?.restart_policy === undefined && condition !== undefined
        ? attempts === 0
          ? condition
          : `${condition}:${attempts}`
        : undefined,
    mem_limit: limited?.memory === undefined ? memory : undefined,
    mem_reservation: reservations?.memory === undefined ? reserved : undefined,
    memswap_limit: size(host['MemorySwap']),
    mem_swappiness: Number(host['MemorySwappiness'] ?? -1) > 0 ? String(host['MemorySwappiness']) : undefined,
    oom_kill_disable: host['OomKillDisable'] || undefined,
    oom_score_adj: number(host['OomScoreAdj']),
    pids_limit: limited?.pids === undefined ? pids : undefined,
    cpus: limited?.cpus === undefined ? cpus : undefined,
    cpu_count: number(host['CpuCount']),
    cpu_percent: number(host['CpuPercent']),
    cpu_shares: number(host['CpuShares']),
    cpu_quota: size(host['CpuQuota']),
    cpu_period: size(host['CpuPeriod']),
    cpu_rt_runtime: size(host['CpuRealtimeRuntime']),
    cpu_rt_period: size(host['CpuRealtimePeriod']),
    cpuset: host['CpusetCpus'] || undefined,
    gpus: gpus === undefined ? undefined : devices,
    ulimits: Object.fromEntries(
      list(host['Ulimits'])
        .filter(isRecord)
        .map(({ Name, Soft, Hard }) => [String(Name), { soft: Soft, hard: Hard }]),
    ),
    blkio_config: compact({
      weight: number(host['BlkioWeight']),
      weight_device: rates(host['BlkioWeightDevice'], 'Weight'),
      device_read_bps: rates(host['BlkioDeviceReadBps'], 'Rate'),
      device_read_iops: rates(host['BlkioDeviceReadIOps'], 'Rate'),
      device_write_bps: rates(host['BlkioDeviceWriteBps'], 'Rate'),
      device_write_iops: rates(host['BlkioDeviceWriteIOps'], 'Rate'),
    }),
  };
}

function deviceRequest(request: Record<string, unknown>): Attributes {
  return compact({
    driver: request['Driver'] || undefined,
    count: request['Count'] || undefined,
    device_ids: nonEmpty(texts(request['DeviceIDs'])),
    capabilities: nonEmpty(list(request['Capabilities']).flatMap(texts)),
    options: record(request['Options']),
  });
}

function rates(devices: unknown, key: 'Rate' | 'Weight'): readonly Attributes[] | undefined {
  const rows = list(devices).filter(isRecord);
  if (rows.length === 0) return undefined;
  return rows.map((device) =>
    key === 'Rate'
      ? { path: device['Path'], rate: String(device[key]) }
      : { path: device['Path'], weight: device[key] },
  );
}

const words = (value: unknown): readonly string[] | undefined => nonEmpty(texts(value));

const nonEmpty = <Item>(values: readonly Item[]): readonly Item[] | undefined =>
  values.length === 0 ? undefined : values;

const sorted = (values: readonly string[] = []): readonly string[] | undefined =>
  nonEmpty([...values].sort());

const byText = (left: unknown, right: unknown): number =>
  JSON.stringify(left) < JSON.stringify(right) ? -1 : 1;

/** Zero is how the engine says that there is no limit. */
const number = (value: unknown): number | undefined =>
  typeof value === 'number' && value !== 0 ? value : undefined;

const size = (value: unknown): string | undefined =>
  number(value) === undefined ? undefined : String(value);
