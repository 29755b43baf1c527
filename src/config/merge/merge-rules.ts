/**
 * How an attribute of a later file is combined with the same attribute of an earlier one, where it is not simply
 * what its kind says: mappings merge key by key, lists append, scalars replace.
 * Compose Specification, "Merge and override".
 */
export type MergeRule =
  /** The later value stands alone. */
  | 'replace'
  /** A mapping or a list of `KEY=value`, merged by key. */
  | 'keyed'
  /** One value or a list of values, appended. */
  | 'one-or-many'
  /** A mapping or a list of `host=address`, appended: a host can have several addresses. */
  | 'hosts'
  /** A list of names stands for a mapping without settings. */
  | 'named'
  /** A list of service names stands for the default condition. */
  | 'dependencies'
  /** A path stands for a mapping with `context`. */
  | 'build'
  /** A list of `name` and `name=path` stands for a mapping in the earlier file; the later one has to be a mapping. */
  | 'keys'
  /** `all` stands for a list in the earlier file; the later one has to be a list. */
  | 'requests'
  /** Options belong to a driver: another driver starts afresh. */
  | 'logging'
  /** A number and a mapping exclude each other. */
  | 'number-or-mapping'
  /** Address ranges are the same when their subnet is. */
  | 'by-subnet';

export interface MergeTree {
  readonly [step: string]: MergeTree | MergeRule;
}

const buildRules: MergeTree = {
  '': 'build',
  additional_contexts: 'keyed',
  args: 'keyed',
  labels: 'keyed',
  extra_hosts: 'hosts',
  ssh: 'keys',
};

export const serviceRules: MergeTree = {
  annotations: 'keyed',
  build: buildRules,
  command: 'replace',
  depends_on: 'dependencies',
  deploy: { labels: 'keyed' },
  dns: 'one-or-many',
  dns_search: 'one-or-many',
  entrypoint: 'replace',
  env_file: 'one-or-many',
  environment: 'keyed',
  extra_hosts: 'hosts',
  gpus: 'requests',
  healthcheck: { test: 'replace' },
  label_file: 'one-or-many',
  labels: 'keyed',
  logging: 'logging',
  models: 'named',
  networks: 'named',
  sysctls: 'keyed',
  tmpfs: 'one-or-many',
  ulimits: { '*': 'number-or-mapping' },
};

export const documentRules: MergeTree = {
  services: { '*': serviceRules },
  networks: { '*': { ipam: { config: 'by-subnet' }, labels: 'keyed' } },
  volumes: { '*': { labels: 'keyed' } },
};
