import type { ScalarNode } from '../node.js';

/**
 * Where a string stands for a number or a boolean, because variables can only give strings. The tree follows the
 * document; `*` is any key, `[]` any item of a list, the empty key a scalar where a mapping could be. The list is that of docker compose: elsewhere a quoted
 * number stays a string, and the schema says whether that is allowed.
 */
export type Cast = 'boolean' | 'integer' | 'number' | 'float32';
export interface CastTree {
  readonly [step: string]: CastTree | Cast;
}

const serviceCasts: CastTree = {
  attach: 'boolean',
  build: { no_cache: 'boolean', pull: 'boolean', privileged: 'boolean' },
  cpu_count: 'integer',
  cpu_percent: 'number',
  cpu_period: 'integer',
  cpu_quota: 'integer',
  cpu_rt_period: 'integer',
  cpu_rt_runtime: 'integer',
  cpu_shares: 'integer',
  cpus: 'float32',
  develop: { watch: { '[]': { exec: { privileged: 'boolean' } } } },
  env_file: { '[]': { required: 'boolean' } },
  depends_on: { '*': { restart: 'boolean' } },
  deploy: {
    placement: { max_replicas_per_node: 'integer' },
    replicas: 'integer',
    restart_policy: { max_attempts: 'integer' },
    rollback_config: { parallelism: 'integer', max_failure_ratio: 'float32' },
    update_config: { parallelism: 'integer', max_failure_ratio: 'float32' },
    resources: {
      limits: { cpus: 'float32', pids: 'integer' },
      reservations: { cpus: 'float32' },
    },
  },
  healthcheck: { disable: 'boolean', retries: 'integer' },
  init: 'boolean',
  oom_kill_disable: 'boolean',
  oom_score_adj: 'integer',
  pids_limit: 'integer',
  ports: { '[]': { target: 'integer' } },
  post_start: { '[]': { privileged: 'boolean' } },
  pre_stop: { '[]': { privileged: 'boolean' } },
  privileged: 'boolean',
  read_only: 'boolean',
  scale: 'integer',
  stdin_open: 'boolean',
  tty: 'boolean',
  ulimits: { '*': { '': 'integer', hard: 'integer', soft: 'integer' } },
  volumes: {
    '[]': { read_only: 'boolean', bind: { create_host_path: 'boolean' }, volume: { nocopy: 'boolean' } },
  },
};

export const documentCasts: CastTree = {
  services: { '*': serviceCasts },
  networks: {
    '*': {
      attachable: 'boolean',
      enable_ipv4: 'boolean',
      enable_ipv6: 'boolean',
      external: 'boolean',
      internal: 'boolean',
    },
  },
  volumes: { '*': { external: 'boolean' } },
  configs: { '*': { external: 'boolean' } },
  secrets: { '*': { external: 'boolean' } },
};

const truths = new Set(['true', 'yes', 'on', 'y']);
const falsehoods = new Set(['false', 'no', 'off', 'n']);

/** The value a string stands for. A string that stands for none is left for the schema to refuse. */
export function castScalar(node: ScalarNode, cast: Cast): ScalarNode {
  if (typeof node.value !== 'string') return node;
  const text = node.value;
  switch (cast) {
    case 'boolean': {
      const word = text.toLowerCase();
      if (truths.has(word)) return { ...node, value: true, text: 'true' };
      if (falsehoods.has(word)) return { ...node, value: false, text: 'false' };
      return node;
    }
    case 'integer':
      return /^[-+]?\d+$/.test(text) ? { ...node, value: Number(text) } : node;
    case 'number':
    case 'float32':
      return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text) ? { ...node, value: Number(text) } : node;
    default:
      return cast satisfies never;
  }
}
