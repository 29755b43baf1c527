/**
 * How a part of the canonical model is printed: which keys in which order, and which of them are left out when they
 * say nothing.
 */
export type Shape =
  /** Left out when it is empty, zero or false. */
  | 'value'
  /** Kept whatever it is. */
  | 'always'
  /** A string of digits in the model, a number in print. */
  | 'number'
  /** Fixed keys; kept even without any. Keys of `filled` are printed in JSON as empty mappings when they are not set. */
  | { readonly keys: Readonly<Record<string, Shape>>; readonly filled?: readonly string[] }
  /** Keys of the user's, sorted; left out when there are none. */
  | { readonly mapOf: Shape }
  /** Left out when there are no items. */
  | { readonly listOf: Shape };

const text = 'value';
const map: Shape = { mapOf: 'always' };
const list: Shape = { listOf: 'always' };

const build: Shape = {
  keys: {
    context: text,
    dockerfile: text,
    dockerfile_inline: text,
    args: map,
    labels: map,
    cache_from: list,
    no_cache: text,
    pull: text,
    extra_hosts: list,
    network: text,
    target: text,
    shm_size: text,
    tags: list,
    platforms: list,
  },
};

const update: Shape = {
  keys: {
    parallelism: 'always',
    delay: text,
    failure_action: text,
    monitor: text,
    max_failure_ratio: text,
    order: text,
  },
};

const deploy: Shape = {
  keys: {
    mode: text,
    replicas: 'always',
    labels: map,
    update_config: update,
    rollback_config: update,
    resources: {
      keys: {
        limits: { keys: { cpus: text, memory: text, pids: text } },
        reservations: { keys: { cpus: text, memory: text, pids: text } },
      },
    },
    restart_policy: { keys: { condition: text, delay: text, max_attempts: 'always', window: text } },
    placement: {
      keys: {
        constraints: list,
        preferences: { listOf: { keys: { spread: text } } },
        max_replicas_per_node: text,
      },
    },
    endpoint_mode: text,
  },
  filled: ['resources', 'placement'],
};

const mount: Shape = {
  keys: {
    type: text,
    source: text,
    target: text,
    read_only: text,
    consistency: text,
    bind: { keys: { selinux: text, propagation: text, create_host_path: text } },
    volume: { keys: { nocopy: text, subpath: text } },
    tmpfs: { keys: { size: text, mode: text } },
    image: { keys: { subpath: text } },
  },
};

const fileReference: Shape = { keys: { source: text, target: text, uid: text, gid: text, mode: text } };

const service: Shape = {
  keys: {
    profiles: list,
    annotations: map,
    build,
    cap_add: list,
    cap_drop: list,
    cgroup_parent: text,
    cgroup: text,
    cpu_period: 'number',
    cpu_quota: 'number',
    cpu_rt_period: 'number',
    cpu_rt_runtime: 'number',
    cpus: text,
    cpuset: text,
    cpu_shares: text,
    command: 'always',
    configs: { listOf: fileReference },
    container_name: text,
    depends_on: { mapOf: { keys: { condition: text, restart: text, required: 'always' } } },
    deploy,
    device_cgroup_rules: list,
    devices: { listOf: { keys: { source: text, target: text, permissions: text } } },
    dns: list,
    dns_opt: list,
    dns_search: list,
    domainname: text,
    entrypoint: 'always',
    environment: map,
    env_file: { listOf: { keys: { path: text, required: 'always', format: text } } },
    expose: list,
    external_links: list,
    extra_hosts: list,
    group_add: list,
    hostname: text,
    healthcheck: {
      keys: {
        test: list,
        timeout: text,
        interval: text,
        retries: 'always',
        start_period: text,
        start_interval: text,
        disable: text,
      },
    },
    image: text,
    init: 'always',
    ipc: text,
    isolation: text,
    labels: map,
    links: list,
    logging: { keys: { driver: text, options: map } },
    mem_limit: text,
    mem_reservation: text,
    memswap_limit: text,
    mem_swappiness: text,
    mac_address: text,
    network_mode: text,
    networks: {
      mapOf: {
        keys: {
          aliases: list,
          driver_opts: map,
          gw_priority: text,
          ipv4_address: text,
          ipv6_address: text,
          link_local_ips: list,
          mac_address: text,
          priority: text,
        },
      },
    },
    oom_kill_disable: text,
    oom_score_adj: text,
    pid: text,
    pids_limit: text,
    platform: text,
    ports: {
      listOf: {
        keys: {
          name: text,
          mode: text,
          host_ip: text,
          target: text,
          published: text,
          protocol: text,
          app_protocol: text,
        },
      },
    },
    privileged: text,
    pull_policy: text,
    read_only: text,
    restart: text,
    runtime: text,
    scale: 'always',
    secrets: { listOf: fileReference },
    security_opt: list,
    shm_size: text,
    stdin_open: text,
    stop_grace_period: text,
    stop_signal: text,
    storage_opt: map,
    sysctls: map,
    tmpfs: list,
    tty: text,
    ulimits: { mapOf: { keys: { soft: text, hard: text } } },
    user: text,
    userns_mode: text,
    uts: text,
    volumes: { listOf: mount },
    volumes_from: list,
    working_dir: text,
  },
};

const network: Shape = {
  keys: {
    name: text,
    driver: text,
    driver_opts: map,
    // Options of address management are in the model but not in docker compose's print of it.
    ipam: {
      keys: {
        driver: text,
        config: { listOf: { keys: { subnet: text, gateway: text, ip_range: text, aux_addresses: map } } },
      },
    },
    external: text,
    internal: text,
    attachable: text,
    labels: map,
    enable_ipv4: 'always',
    enable_ipv6: 'always',
  },
  filled: ['ipam'],
};

const volume: Shape = { keys: { name: text, driver: text, driver_opts: map, external: text, labels: map } };

const fileObject: Shape = {
  keys: { name: text, file: text, environment: text, content: text, external: text, labels: map },
};

export const projectShape = {
  keys: {
    name: text,
    services: { mapOf: service },
    networks: { mapOf: network },
    volumes: { mapOf: volume },
    secrets: { mapOf: fileObject },
    configs: { mapOf: fileObject },
  },
} as const satisfies Shape;
