import type {
  CredentialSpec,
  Dependency,
  Healthcheck,
  Logging,
  Service,
  ServiceModel,
  ServiceNetwork,
} from '../../model/project.js';
import { asDependencies, asNamed } from '../merge/merge-shapes.js';
import { blkioConfig } from './blkio.js';
import { build } from './build.js';
import { beforeEquals, listOf, mapOf, oneOrMany, record } from './collections.js';
import { command, healthTest } from './command.js';
import { deploy } from './deploy.js';
import { gpus } from './device-request.js';
import { device } from './devices.js';
import { type EnvironmentFile, environmentFile } from './environment-file.js';
import { fileReference, secretReference } from './file-reference.js';
import { develop, hook } from './hooks.js';
import { environment, extraHosts, mapping } from './key-values.js';
import { mounts } from './mount.js';
import { filePath } from './paths.js';
import { port, portKey } from './port.js';
import { provider } from './provider.js';
import { type Reader, refuse } from './reader.js';
import {
  anyText,
  byteSize,
  byteSizeOrUnlimited,
  duration,
  flag,
  looseFlag,
  number,
  processors,
  text,
  textOrWhole,
  wholeNumber,
  wholeNumberText,
  word,
} from './scalars.js';
import { ulimit } from './ulimit.js';

/** A service as it is written: without its name, and with the files that its environment still has to be read from. */
export type WrittenService = Omit<Service, 'name' | 'command' | 'entrypoint' | 'env_file'> &
  Partial<Pick<Service, 'command' | 'entrypoint'>> & {
    readonly env_file?: readonly EnvironmentFile[];
  };

const texts = listOf(text);
/** A service, and the alias for it. */
const link: Reader<string> = (place) => {
  const written = text(place);
  return written === undefined || written.split(':').length <= 2
    ? written
    : refuse(place, `\`${written}\` is not a link`, { help: 'links look like `db` or `db:database`' });
};

const uniqueTexts = listOf(text, { uniqueBy: beforeEquals });
const uniqueTextsOrWholes = listOf(textOrWhole, { uniqueBy: (item) => item });

const oneOrManyTexts = oneOrMany(text, { uniqueBy: beforeEquals });

/** An empty string is none. */
const servers = oneOrMany((place) => text(place) || undefined, { uniqueBy: beforeEquals });

const dependency = record<Dependency>(
  {
    condition: word('service_started', 'service_healthy', 'service_completed_successfully'),
    required: flag,
    restart: looseFlag,
  },
  ['condition'],
);

const dependencies: Reader<Record<string, Dependency>> = (place) =>
  mapOf<Dependency>((entry) => {
    const read = dependency(entry);
    return read && entry.reading.origins.remember({ ...read, required: read.required ?? true }, entry.node);
  })({ ...place, node: asDependencies(place.node) });

const networkSettings = record<ServiceNetwork>({
  interface_name: text,
  aliases: uniqueTexts,
  ipv4_address: text,
  ipv6_address: text,
  link_local_ips: uniqueTexts,
  mac_address: text,
  driver_opts: mapOf(anyText),
  priority: wholeNumber,
  gw_priority: wholeNumber,
});

const networks: Reader<Record<string, ServiceNetwork | null>> = (place) =>
  mapOf<ServiceNetwork | null>((entry) => networkSettings(entry) ?? null)({
    ...place,
    node: asNamed(place.node),
  });

const models: Reader<Record<string, ServiceModel | null>> = (place) =>
  mapOf<ServiceModel | null>(
    (entry) => record<ServiceModel>({ endpoint_var: text, model_var: text })(entry) ?? null,
  )({ ...place, node: asNamed(place.node) });

export const service = record<WrittenService>({
  image: text,
  build,
  provider,
  develop,
  pull_policy: (place) => {
    const policy = text(place);
    return policy === 'if_not_present' ? 'missing' : policy;
  },
  platform: text,
  profiles: uniqueTexts,
  depends_on: dependencies,
  scale: wholeNumber,
  deploy,

  container_name: text,
  command,
  entrypoint: command,
  environment,
  env_file: oneOrMany(environmentFile, { uniqueBy: (file) => file.path }),
  working_dir: text,
  user: text,
  group_add: listOf(textOrWhole),
  hostname: text,
  domainname: text,
  tty: flag,
  stdin_open: flag,
  init: flag,
  read_only: flag,
  privileged: flag,
  cap_add: uniqueTexts,
  cap_drop: uniqueTexts,
  security_opt: texts,
  labels: mapping,
  annotations: mapping,
  label_file: oneOrMany(filePath),
  attach: flag,
  post_start: listOf(hook),
  pre_stop: listOf(hook),
  stop_signal: text,
  stop_grace_period: duration,
  restart: text,
  healthcheck: record<Healthcheck>({
    test: healthTest,
    interval: duration,
    timeout: duration,
    start_period: duration,
    start_interval: duration,
    retries: wholeNumber,
    disable: flag,
  }),
  logging: record<Logging>({ driver: text, options: mapOf((place) => anyText(place) ?? '') }),

  ports: listOf(port, { uniqueBy: portKey }),
  expose: uniqueTextsOrWholes,
  networks,
  network_mode: text,
  mac_address: text,
  extra_hosts: extraHosts,
  dns: servers,
  dns_opt: uniqueTexts,
  dns_search: oneOrManyTexts,
  links: listOf(link, { uniqueBy: (item) => item }),
  external_links: texts,

  volumes: mounts,
  volumes_from: texts,
  tmpfs: oneOrManyTexts,
  configs: listOf(fileReference, { uniqueBy: (item) => item.target ?? `/${item.source}` }),
  secrets: listOf(secretReference, { uniqueBy: (item) => item.target ?? item.source }),
  devices: listOf(device, { uniqueBy: (item) => item.target ?? item.source }),
  device_cgroup_rules: texts,
  gpus,
  models,
  credential_spec: record<CredentialSpec>({ config: text, file: text, registry: text }),
  use_api_socket: flag,

  ipc: text,
  pid: text,
  uts: text,
  userns_mode: text,
  cgroup: text,
  cgroup_parent: text,
  runtime: text,
  isolation: text,
  sysctls: mapping,
  ulimits: mapOf(ulimit),
  storage_opt: mapOf((place) => textOrWhole(place) ?? ''),

  shm_size: byteSize,
  mem_limit: byteSize,
  mem_reservation: byteSize,
  memswap_limit: byteSizeOrUnlimited,
  mem_swappiness: byteSize,
  oom_kill_disable: flag,
  oom_score_adj: wholeNumber,
  pids_limit: wholeNumber,
  cpus: processors,
  cpu_count: wholeNumber,
  cpu_percent: number,
  cpu_shares: wholeNumber,
  cpu_quota: wholeNumberText,
  cpu_period: wholeNumberText,
  cpu_rt_runtime: wholeNumberText,
  cpu_rt_period: wholeNumberText,
  cpuset: text,
  blkio_config: blkioConfig,
});
