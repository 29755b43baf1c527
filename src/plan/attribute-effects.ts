/**
 * What a change of an attribute does to a container that is there.
 *
 * - `nothing`: the container is the same without it: it says how the container comes about, or how many there are.
 * - `update`: the engine changes it while the container goes on, but cannot take it away again.
 * - `update-or-remove`: the same, and it can be taken away.
 * - `raise`: it can be made larger while the container goes on. A smaller value may be less than what is in use, for
 *   which the kernel ends programs.
 * - `reconnect`: the container leaves the network and joins it again with the new settings.
 * - `replace`: fixed when a container is made.
 */
export type AttributeEffect = 'nothing' | 'update' | 'update-or-remove' | 'raise' | 'reconnect' | 'replace';

/** By path in a service; what is below a path is as the longest path above it. `*` stands for any name. */
export const attributeEffects: Readonly<Record<string, AttributeEffect>> = {
  annotations: 'replace',
  attach: 'nothing',
  // The weight could be updated; but where the kernel has no weights the engine discards it, and never tells it.
  blkio_config: 'replace',
  build: 'nothing',
  cap_add: 'replace',
  cap_drop: 'replace',
  cgroup: 'replace',
  cgroup_parent: 'replace',
  command: 'replace',
  configs: 'replace',
  container_name: 'replace',
  cpu_count: 'replace',
  cpu_percent: 'replace',
  cpu_period: 'update',
  cpu_quota: 'update',
  cpu_rt_period: 'replace',
  cpu_rt_runtime: 'replace',
  cpu_shares: 'update',
  cpus: 'update',
  cpuset: 'update',
  credential_spec: 'nothing',
  depends_on: 'nothing',
  deploy: 'replace',
  'deploy.endpoint_mode': 'nothing',
  'deploy.labels': 'nothing',
  'deploy.mode': 'nothing',
  'deploy.placement': 'nothing',
  'deploy.replicas': 'nothing',
  'deploy.resources.limits.cpus': 'update',
  'deploy.resources.limits.memory': 'raise',
  'deploy.resources.limits.pids': 'update-or-remove',
  'deploy.resources.reservations.cpus': 'nothing',
  'deploy.resources.reservations.generic_resources': 'nothing',
  'deploy.resources.reservations.memory': 'update',
  'deploy.restart_policy': 'update-or-remove',
  'deploy.restart_policy.delay': 'nothing',
  'deploy.restart_policy.window': 'nothing',
  'deploy.rollback_config': 'nothing',
  'deploy.update_config': 'nothing',
  develop: 'nothing',
  device_cgroup_rules: 'replace',
  devices: 'replace',
  dns: 'replace',
  dns_opt: 'replace',
  dns_search: 'replace',
  domainname: 'replace',
  entrypoint: 'replace',
  // What is in the files is in `environment`.
  env_file: 'nothing',
  environment: 'replace',
  expose: 'replace',
  extends: 'nothing',
  external_links: 'replace',
  extra_hosts: 'replace',
  gpus: 'replace',
  group_add: 'replace',
  healthcheck: 'replace',
  hostname: 'replace',
  image: 'replace',
  init: 'replace',
  ipc: 'replace',
  isolation: 'replace',
  // What is in the files is in `labels`.
  label_file: 'nothing',
  labels: 'replace',
  links: 'replace',
  logging: 'replace',
  mac_address: 'replace',
  mem_limit: 'raise',
  mem_reservation: 'update',
  mem_swappiness: 'replace',
  memswap_limit: 'raise',
  models: 'replace',
  name: 'nothing',
  network_mode: 'replace',
  networks: 'reconnect',
  oom_kill_disable: 'replace',
  oom_score_adj: 'replace',
  pid: 'replace',
  pids_limit: 'update-or-remove',
  platform: 'replace',
  ports: 'replace',
  'ports.app_protocol': 'nothing',
  'ports.mode': 'nothing',
  'ports.name': 'nothing',
  post_start: 'nothing',
  pre_stop: 'nothing',
  privileged: 'replace',
  profiles: 'nothing',
  provider: 'replace',
  pull_policy: 'nothing',
  pull_refresh_after: 'nothing',
  read_only: 'replace',
  restart: 'update-or-remove',
  runtime: 'replace',
  scale: 'nothing',
  secrets: 'replace',
  security_opt: 'replace',
  shm_size: 'replace',
  stdin_open: 'replace',
  stop_grace_period: 'replace',
  stop_signal: 'replace',
  storage_opt: 'replace',
  sysctls: 'replace',
  tmpfs: 'replace',
  tty: 'replace',
  ulimits: 'replace',
  use_api_socket: 'replace',
  user: 'replace',
  userns_mode: 'replace',
  uts: 'replace',
  volumes: 'replace',
  'volumes.bind.create_host_path': 'nothing',
  'volumes.consistency': 'nothing',
  volumes_from: 'replace',
  working_dir: 'replace',
  'x-stack': 'nothing',
};

/** @param path of an attribute or of anything below it, for example `environment.MODE` or `ports[0].published` */
export function effectOf(path: string): AttributeEffect {
  let above = path.replace(/\[\d+\]/g, '');
  while (attributeEffects[above] === undefined && above.includes('.'))
    above = above.slice(0, above.lastIndexOf('.'));
  return attributeEffects[above] ?? 'replace';
}

/** Whether an engine can change the attribute of a container at all; not every change of it is possible then. */
export function isChangeable(path: string): boolean {
  const effect = effectOf(path);
  return effect !== 'replace' && effect !== 'nothing';
}
