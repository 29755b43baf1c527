/**
 * How a part of the canonical model is printed: which keys in which order, and which of them are left out when they
 * say nothing.
 */
export type Shape =
  /** Left out when it is empty, zero or false. */
  | 'value'
  /** A size or a duration in text; left out when it is zero. */
  | 'amount'
  /** Kept whatever it is. */
  | 'always'
  /** Left out in JSON when it is zero, and kept in YAML. */
  | 'value in json'
  /** A string of digits in the model, a number in print. */
  | 'number'
  /** Printed as null in JSON, and left out in YAML, when it is null or not set. */
  | 'nullable'
  /** Left out in JSON. */
  | { readonly onlyInYaml: Shape }
  /**
   * Fixed keys; kept even without any. Keys of `filled` are printed in JSON as empty mappings when they are not set;
   * `capitalised` keys begin with a capital letter in JSON.
   */
  | {
      readonly keys: Readonly<Record<string, Shape>>;
      readonly filled?: readonly string[];
      readonly capitalised?: true;
    }
  /** Keys of the user's, sorted; left out when there are none. */
  | { readonly mapOf: Shape }
  /** Left out when there are no items. */
  | { readonly listOf: Shape };

const text = 'value';
const amount = 'amount';
const map: Shape = { mapOf: 'always' };
const list: Shape = { listOf: 'always' };

const fileReference: Shape = { keys: { source: text, target: text, uid: text, gid: text, mode: text } };

const ulimits: Shape = { mapOf: { keys: { soft: 'value in json', hard: 'value in json' } } };

const hook: Shape = {
  keys: { command: 'nullable', user: text, privileged: text, working_dir: text, environment: map },
};

const deviceRequests: Shape = {
  listOf: { keys: { capabilities: list, driver: text, count: text, device_ids: list, options: map } },
};

const blkioRates: Shape = { listOf: { keys: { path: 'always', rate: 'always' }, capitalised: true } };

const build: Shape = {
  keys: {
    context: text,
    dockerfile: text,
    dockerfile_inline: text,
    entitlements: list,
    args: map,
    provenance: text,
    sbom: text,
    ssh: list,
    labels: map,
    cache_from: list,
    cache_to: list,
    no_cache: text,
    additional_contexts: map,
    pull: text,
    extra_hosts: list,
    isolation: text,
    network: text,
    target: text,
    secrets: { listOf: fileReference },
    shm_size: amount,
    tags: list,
    ulimits,
    platforms: list,
    privileged: text,
  },
};

const update: Shape = {
  keys: {
    parallelism: 'always',
    delay: amount,
    failure_action: text,
    monitor: amount,
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
        limits: { keys: { cpus: text, memory: amount, pids: text } },
        reservations: {
          keys: {
            cpus: text,
            memory: amount,
            devices: deviceRequests,
            generic_resources: {
              listOf: { keys: { discrete_resource_spec: { keys: { kind: 'always', value: 'always' } } } },
            },
          },
        },
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
    bind: { keys: { selinux: text, propagation: text, create_host_path: text, recursive: text } },
    volume: { keys: { labels: map, nocopy: text, subpath: text } },
    tmpfs: { keys: { size: amount, mode: text } },
    image: { keys: { subpath: text } },
  },
};

const develop: Shape = {
  keys: {
    watch: {
      listOf: {
        keys: {
          path: text,
          action: text,
          target: text,
          exec: hook,
          include: list,
          ignore: list,
          initial_sync: text,
        },
        filled: ['exec'],
      },
    },
  },
};

const blkioConfig: Shape = {
  keys: {
    weight: text,
    weight_device: { listOf: { keys: { path: 'always', weight: 'always' }, capitalised: true } },
    device_read_bps: blkioRates,
    device_read_iops: blkioRates,
    device_write_bps: blkioRates,
    device_write_iops: blkioRates,
  },
};

const service: Shape = {
  keys: {
    profiles: list,
    annotations: map,
    attach: 'always',
    build,
    develop,
    blkio_config: blkioConfig,
    cap_add: list,
    cap_drop: list,
    cgroup_parent: text,
    cgroup: text,
    cpu_count: text,
    cpu_percent: text,
    cpu_period: 'number',
    cpu_quota: 'number',
    cpu_rt_period: 'number',
    cpu_rt_runtime: 'number',
    cpus: text,
    cpuset: text,
    cpu_shares: text,
    command: 'nullable',
    configs: { listOf: fileReference },
    container_name: text,
    credential_spec: { keys: { config: text, file: text, registry: text } },
    depends_on: { mapOf: { keys: { condition: text, restart: text, required: 'always' } } },
    deploy,
    device_cgroup_rules: list,
    devices: { listOf: { keys: { source: text, target: text, permissions: text } } },
    dns: list,
    dns_opt: list,
    dns_search: list,
    domainname: text,
    entrypoint: 'nullable',
    provider: { keys: { type: text, options: { mapOf: list } } },
    environment: map,
    env_file: { listOf: { keys: { path: text, required: 'always', format: text } } },
    expose: list,
    external_links: list,
    extra_hosts: list,
    group_add: list,
    gpus: deviceRequests,
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
    mem_limit: amount,
    mem_reservation: amount,
    memswap_limit: amount,
    mem_swappiness: amount,
    mac_address: text,
    models: { mapOf: { keys: { endpoint_var: text, model_var: text } } },
    network_mode: text,
    networks: {
      mapOf: {
        keys: {
          aliases: list,
          driver_opts: map,
          gw_priority: text,
          interface_name: text,
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
    shm_size: amount,
    stdin_open: text,
    stop_grace_period: text,
    stop_signal: text,
    storage_opt: map,
    sysctls: map,
    tmpfs: list,
    tty: text,
    ulimits,
    use_api_socket: text,
    user: text,
    userns_mode: text,
    uts: text,
    volumes: { listOf: mount },
    volumes_from: list,
    working_dir: text,
    post_start: { listOf: hook },
    pre_stop: { listOf: hook },
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
  keys: {
    name: text,
    file: text,
    environment: text,
    content: text,
    external: text,
    labels: map,
    driver: text,
    driver_opts: map,
    template_driver: text,
  },
};

const model: Shape = {
  keys: { name: text, model: text, context_size: text, runtime_flags: list },
};

export const projectShape = {
  keys: {
    name: text,
    services: { mapOf: service },
    networks: { mapOf: network },
    volumes: { mapOf: volume },
    secrets: { mapOf: fileObject },
    configs: { mapOf: fileObject },
    models: { onlyInYaml: { mapOf: model } },
  },
} as const satisfies Shape;
