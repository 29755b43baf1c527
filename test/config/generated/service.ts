import fc from 'fast-check';
import {
  anyScalar,
  command,
  decimal,
  duration,
  flag,
  keyed,
  list,
  mapOf,
  mostly,
  oddNumber,
  oddWord,
  oneOf,
  pick,
  size,
  some,
  text,
  uniqueList,
  whole,
  withSome,
} from './notations.js';
import type { Mapping, Tree } from './tree.js';

export const serviceNames = ['web', 'db', 'job', 'w.x'] as const;
export const networkNames = ['front', 'back', 'default'] as const;
export const volumeNames = ['data', 'cache'] as const;
export const configNames = ['conf', 'motd'] as const;
export const secretNames = ['key', 'pass'] as const;
export const modelNames = ['llm', 'small'] as const;

const oneOfNames = (names: readonly string[], ...unknown: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(...names) },
    { weight: 1, arbitrary: fc.constantFrom('nobody', '', ...unknown) },
  );

const serviceName = oneOfNames(serviceNames);

export const path = pick(
  './a',
  'a',
  '../up',
  '/abs',
  '/abs/../x',
  '.',
  './',
  './a/../b/',
  '~',
  '~/h',
  'a/b/',
  './a//b',
  '/',
  '..',
  './$A',
  '${A}/x',
  'a b',
  'C:\\win',
  'C:/win',
  '\\\\host\\share',
  './é',
);

const environmentFilePath = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom('a.env', './b.env', 'dir/c.env', './dir/../a.env') },
  { weight: 1, arbitrary: fc.constantFrom('missing.env', '', '${UNSET:-a.env}', 'dir') },
);

const environmentFile = oneOf(
  environmentFilePath,
  withSome({ path: environmentFilePath }, { required: flag, format: pick('raw', '', 'other') }, 2),
  pick<Tree>({ path: 'missing.env', required: false }),
);

const extraHosts: fc.Arbitrary<Tree> = mostly(
  oneOf(
    list(
      pick(
        'a:1.2.3.4',
        'a=1.2.3.4',
        'b=::1',
        'b:[::1]',
        'b:::1',
        'c=host-gateway',
        'a=[::1]',
        'a:5.6.7.8',
        '$A:1.1.1.1',
        'h=$A',
        'a.b: 1.1.1.1',
        'x=y',
      ),
    ),
    mapOf(
      pick('a', 'b', 'c.d'),
      oneOf(
        pick('1.2.3.4', '::1', '[::1]', 'host-gateway', '$A', 'nonsense'),
        fc.array(pick<Tree>('1.1.1.1', '2.2.2.2', '::2'), { minLength: 1, maxLength: 2 }),
      ),
    ),
  ),
  pick<Tree>(
    'a:1.1.1.1',
    [''],
    ['a'],
    ['a:'],
    [':1.1.1.1'],
    ['a='],
    { a: null },
    { a: 1 },
    [1],
    ['a=b=c'],
    null,
    [{ a: 'b' }],
    ['a :1.1.1.1'],
    ['=x'],
    { '': 'x' },
    ['a=1.1.1.1', 'a=1.1.1.1'],
  ),
);

const ulimits: fc.Arbitrary<Tree> = mostly(
  mapOf(
    pick('nofile', 'nproc', 'core'),
    oneOf(
      fc.integer({ min: -1, max: 100 }),
      fc.record({ soft: fc.integer({ min: -1, max: 9 }), hard: fc.integer({ min: -1, max: 9 }) }),
    ),
  ),
  mapOf(pick('nofile', 'nproc', 'Bad'), oneOf(whole, some({ soft: whole, hard: whole }))),
  pick<Tree>(
    null,
    [],
    { a: null },
    { a: { soft: 1 } },
    { a: '5' },
    { a: { soft: '1', hard: '2' } },
    { a: { single: 1 } },
    { a: 1.5 },
    { a: 1.0 },
  ),
);

const deviceRequest = mostly(
  withSome(
    { capabilities: uniqueList(pick('gpu', 'nvidia', 'compute')) },
    { driver: text, count: pick<Tree>(1, 'all', '2', -1, 'ALL', 0), options: keyed },
  ),
  withSome({ capabilities: list(text) }, { device_ids: uniqueList(pick('0', '1', 'GPU-x')), driver: text }),
  some({
    capabilities: list(text),
    count: whole,
    device_ids: list(anyScalar),
    driver: text,
    options: keyed,
    unknown: text,
  }),
);

const fileMode = mostly(
  pick<Tree>(0o440, '0440', '440', 292, '0o440', 0, '0'),
  oddNumber,
  pick<Tree>('', 'a', '9', '-1', -1, 1.5, '0x1f', 1e10, true, null, '${UNSET:-0400}'),
);

const reference = (names: readonly string[]): fc.Arbitrary<Tree> =>
  oneOf(
    oneOfNames(names),
    withSome(
      { source: oneOfNames(names) },
      { target: oneOf(text, path), uid: text, gid: text, mode: fileMode },
    ),
  );

const build: fc.Arbitrary<Tree> = mostly(
  oneOf(
    oneOf(
      path,
      pick(
        'https://github.com/a/b.git#main:x',
        'git@github.com:a/b',
        'github.com/a/b',
        'git://x/y',
        'ssh://a/b',
        'http://x',
        'docker-image://a',
        'service:db',
        'a.git',
        'user@host:x',
      ),
    ),
    some(
      {
        context: oneOf(
          path,
          pick('https://github.com/a/b.git', 'git@github.com:a/b', 'github.com/x', '', 'service:db'),
        ),
        dockerfile: oneOf(path, pick('Dockerfile.dev', '')),
        args: keyed,
        labels: keyed,
        target: text,
        tags: list(text),
        cache_from: list(text),
        cache_to: list(text),
        network: text,
        extra_hosts: extraHosts,
        no_cache: flag,
        pull: flag,
        shm_size: size,
        platforms: list(pick('linux/amd64', 'linux/arm64', '')),
        additional_contexts: mostly(
          oneOf(
            mapOf(pick('x', 'y'), oneOf(path, pick('https://x/y', 'docker-image://z', 'service:db', ''))),
            list(pick('x=./a', 'y=https://b', 'z=service:db', 'x=/abs', 'x')),
          ),
          pick<Tree>({ x: null }, { x: 1 }, ['=y'], 'x=y', ['x='], { x: 'service:nobody' }, { x: true }),
        ),
        entitlements: list(text),
        isolation: text,
        privileged: flag,
        provenance: pick<Tree>(true, false, 'mode=max', 'true', ''),
        sbom: pick<Tree>(true, false, 'generator=x', 'false'),
        secrets: list(reference(secretNames), 2),
        ulimits,
      },
      { max: 5 },
    ),
    withSome({ dockerfile_inline: text }, { context: path, dockerfile: path, target: text }, 1),
  ),
  pick<Tree>(
    '',
    null,
    [],
    {},
    1,
    { ssh: ['default'] },
    { ssh: { default: null } },
    { ssh: {} },
    { ssh: ['nope'] },
    { ssh: 'default' },
    { context: null },
    { args: null },
    { target: 1 },
  ),
);

const dependency = mostly(
  withSome(
    { condition: pick('service_started', 'service_healthy', 'service_completed_successfully') },
    { required: flag, restart: flag },
  ),
  some({ condition: text, required: flag, restart: anyScalar }),
);

const update = some({
  parallelism: whole,
  delay: duration,
  failure_action: pick('continue', 'pause', 'rollback', 'x'),
  monitor: duration,
  max_failure_ratio: decimal,
  order: pick('start-first', 'stop-first'),
});

const deploy: fc.Arbitrary<Tree> = mostly(
  some({
    mode: pick('replicated', 'global', 'replicated-job', 'x'),
    endpoint_mode: pick('vip', 'dnsrr', 'x'),
    replicas: mostly(pick<Tree>(0, 1, 2, 3), whole),
    labels: keyed,
    update_config: update,
    rollback_config: update,
    resources: some({
      limits: some({ cpus: decimal, memory: size, pids: whole }),
      reservations: some({
        cpus: decimal,
        memory: size,
        devices: list(deviceRequest, 2),
        generic_resources: list(
          mostly(
            fc.record({
              discrete_resource_spec: some({ kind: text, value: oneOf(pick<Tree>(1, 2), whole) }),
            }),
            pick<Tree>({}, { x: 1 }),
          ),
          2,
        ),
      }),
    }),
    restart_policy: some({
      condition: pick('none', 'on-failure', 'any', 'x'),
      delay: duration,
      max_attempts: whole,
      window: duration,
    }),
    placement: some({
      constraints: list(text),
      preferences: list(some({ spread: text })),
      max_replicas_per_node: whole,
    }),
  }),
  pick<Tree>(
    null,
    [],
    '',
    { resources: null },
    { replicas: null },
    { placement: {} },
    { labels: {} },
    { resources: { limits: null } },
  ),
);

const hook = mostly(
  withSome({ command }, { user: text, privileged: flag, working_dir: text, environment: keyed }),
  some({ command, user: text, environment: keyed }),
  pick<Tree>(null, 'x'),
);

const watchRule = mostly(
  withSome(
    { path: pick('./src', 'a', '/abs', '.', '~/x', '../y'), action: pick('rebuild', 'restart') },
    {
      target: pick('/app', './x', ''),
      ignore: oneOf(uniqueList(text), text),
      include: oneOf(uniqueList(text), text),
      initial_sync: flag,
      exec: hook,
    },
  ),
  withSome(
    { path: path, action: pick('sync', 'sync+restart', 'sync+exec', 'x'), target: pick('/app', '/app/') },
    { ignore: list(text), exec: hook },
  ),
  some({ path: path, action: text, target: text }),
);

const port: fc.Arbitrary<Tree> = mostly(
  oneOf(
    pick<Tree>(
      '80',
      80,
      '8080:80',
      '127.0.0.1:8080:80',
      '127.0.0.1::80',
      '8080:80/udp',
      '80/tcp',
      '53/udp',
      '3000-3002',
      '3000-3002:4000-4002',
      '8000-8002:80',
      '[::1]:80:80',
      ':80',
      '0.0.0.0:80:80',
      '$NUM:80',
      '${UNSET:-8080}:80',
      '8-11:8-11',
      '80:80/sctp',
      '80/TCP',
      '127.0.0.1:5000-5001:5000-5001',
      '[::]:80:81',
      '9000:9000/tcp',
      '0:80',
      '99-101:99-101/udp',
    ),
    withSome(
      { target: oneOf(pick<Tree>(80, '80', 443), pick<Tree>('$NUM')) },
      {
        published: pick<Tree>(8080, '8080', '8000-8010', '', '$NUM', 0),
        host_ip: pick('127.0.0.1', '::1', 'x', ''),
        protocol: pick('tcp', 'udp', 'TCP', 'x', ''),
        mode: pick('host', 'ingress', 'x', ''),
        name: text,
        app_protocol: text,
      },
    ),
  ),
  pick<Tree>(
    '',
    '80:',
    '::1:80:80',
    'a:80',
    '80:a',
    '70000:80',
    '80:70000',
    '80/x',
    '3000-3001:4000-4002',
    '3002-3000',
    '1.2.3:80:80',
    '80:80:80:80',
    80.5,
    null,
    true,
    '80 : 80',
    ' 80',
    '80/',
    '/tcp',
    '-1:80',
    '80-',
    '0',
    0,
    '00080:080',
    '1-2:3-4-5',
    '[::1]:80',
    '127.0.0.1:80',
    ':',
    '::',
    '::80',
    '[]:80:80',
    '80:80/tcp/udp',
    '80:80/',
    '1e3',
    '0x50',
  ),
  some({ target: whole, published: anyScalar, host_ip: text, protocol: text, mode: text, unknown: text }),
  oddNumber,
);

const mount: fc.Arbitrary<Tree> = mostly(
  oneOf(
    pick<Tree>(
      'data:/data',
      './a:/a',
      '/abs:/a:ro',
      '/anon',
      'cache:/c:rw',
      '~/h:/h',
      './a:/a:ro,z',
      '../x:/x/',
      '/v',
      'data:/data:nocopy',
      './a:/a:rshared',
      './a:/b/../c',
      'data:/data:z',
      'data:/data:ro,nocopy,Z',
      './a:/a:cached',
      './a:/a:bogus',
      'C:\\x:/y',
      'C:\\x:C:\\y:ro',
      'd:/x:/y',
      '$A:/a',
      '${UNSET:-./a}:/b',
      '.:/app',
      '/:/host',
      '/var/run/docker.sock:/var/run/docker.sock',
      'data:relative',
      './a:relative',
      '..:/up',
      '~:/home',
      './a:/a:slave,ro',
      '\\\\.\\pipe\\x:\\\\.\\pipe\\y',
      '\\\\h\\s:/x',
      './a:/data',
      'data:/data/',
      'data:/data:volume-nocopy',
      './a:/a:rw,ro',
      'data:/d:consistent',
    ),
    withSome(
      { type: pick('bind'), source: path, target: pick('/t', '/t/', 't', '/t/../u') },
      {
        read_only: flag,
        consistency: text,
        bind: some({
          propagation: pick('rprivate', 'shared', 'x', ''),
          create_host_path: flag,
          selinux: pick('z', 'Z'),
          recursive: pick('enabled', 'disabled', 'writable', 'readonly'),
        }),
      },
    ),
    withSome(
      { type: pick('volume'), target: pick('/t', '/data', '/') },
      {
        source: oneOfNames(volumeNames),
        read_only: flag,
        volume: some({ nocopy: flag, subpath: text, labels: keyed }),
        bind: fc.constant<Tree>({}),
      },
    ),
    withSome(
      { type: pick('tmpfs'), target: pick('/t', '/tmp') },
      { tmpfs: some({ size, mode: mostly(fileMode, oddNumber) }), read_only: flag, source: text },
    ),
    withSome(
      { type: pick('image'), source: text, target: pick('/i') },
      { image: some({ subpath: text }), read_only: flag },
    ),
    withSome(
      { type: pick('npipe', 'cluster'), source: oneOf(text, pick('\\\\.\\pipe\\x')), target: pick('/p') },
      { read_only: flag },
    ),
  ),
  pick<Tree>(
    '',
    'a',
    'v:/v',
    'a:',
    ':/a',
    'a::b',
    'a:b:c:d',
    '::',
    ':',
    'ab',
    'abc',
    './a',
    '.',
    1,
    null,
    'data:/a:',
    'data:/a:ro:x',
    'unknown:/x',
    'c:',
    'c:\\',
    '/a:/b:',
    'data:',
    '~',
    'x:y:z',
    ' data:/x',
    './a :/b',
    'data:/a:RO',
  ),
  some({
    type: pick('bind', 'volume', 'x', ''),
    source: text,
    target: text,
    bind: some({ x: text, selinux: text }),
    volume: pick<Tree>(null, {}),
    unknown: text,
    tmpfs: pick<Tree>(null, {}, { size: '1.5m' }, { mode: '0700' }),
  }),
);

const device: fc.Arbitrary<Tree> = mostly(
  oneOf(
    pick<Tree>('/dev/a', '/dev/a:/dev/b', '/dev/a:/dev/b:r', 'vendor.com/class=name', '/dev/a:rw', '/dev/$A'),
    withSome({ source: text, target: text }, { permissions: text }),
  ),
  pick<Tree>(
    '',
    ':',
    'a:',
    ':b',
    'a:b:c:d',
    'a:b:xyz',
    { source: '/dev/a' },
    { target: 'x' },
    null,
    1,
    '/dev/a::r',
  ),
);

const healthcheck: fc.Arbitrary<Tree> = mostly(
  some({
    test: mostly(
      oneOf(text, pick<Tree>(['CMD', 'a', '$A'], ['CMD-SHELL', 'a b'], ['NONE'], ['CMD'], [])),
      pick<Tree>(['x'], [''], [1], null, 5, ['NONE', 'x'], '', ['cmd', 'x']),
    ),
    interval: duration,
    timeout: duration,
    start_period: duration,
    start_interval: duration,
    retries: whole,
    disable: flag,
  }),
  pick<Tree>(null, {}, [], '', { retries: 1.5 }, { retries: '3' }),
);

const blkioRate = some({ path: text, rate: oneOf(size, pick<Tree>('12mb', 100, '')) }, { min: 1 });

const attachment: fc.Arbitrary<Tree> = mostly(
  oneOf(
    fc.constant<Tree>(null),
    some({
      aliases: list(text),
      ipv4_address: pick('1.2.3.4', 'x'),
      ipv6_address: pick('::1'),
      link_local_ips: list(text),
      mac_address: text,
      driver_opts: mapOf(pick('a', 'b'), anyScalar),
      priority: oneOf(whole, pick<Tree>(1.5)),
      gw_priority: whole,
      interface_name: text,
    }),
  ),
  pick<Tree>('', [], 'x', 1, { priority: 'a' }, { unknown: 1 }),
);

const mode = pick(
  'host',
  'none',
  'private',
  'service:db',
  'container:x',
  'shareable',
  '',
  'service:',
  'service:nobody',
  'bridge',
  'x',
  'service:${UNSET:-db}',
  'container:',
);

const options = mostly(
  mapOf(pick('a', 'b.c', 'size'), anyScalar),
  pick<Tree>(null, [], ['a=b'], { a: null }, { a: true }),
);

/** Every attribute of a service. */
export const attributes: Readonly<Record<string, fc.Arbitrary<Tree>>> = {
  image: mostly(pick('nginx', 'nginx:1', 'a/b@sha256:0', '$A', '${UNSET:-x}:${NUM}'), text),
  build,
  pull_policy: mostly(
    pick(
      'always',
      'never',
      'build',
      'if_not_present',
      'missing',
      'daily',
      'weekly',
      'every_2h',
      'every_1d12h',
      'refresh',
    ),
    text,
    pick('every_', 'every_1y', 'every_1.5h', 'Always'),
  ),
  platform: text,
  profiles: mostly(list(pick('dev', 'test', 'dev'), 1), list(text), pick<Tree>([], 'dev', null, [1], [''])),
  depends_on: mostly(
    oneOf(uniqueList(serviceName), mapOf(serviceName, dependency)),
    pick<Tree>('db', null, [], {}, { db: null }, ['db', 'db'], [1], { db: 'x' }),
  ),
  scale: mostly(pick<Tree>(0, 1, 2), whole),
  deploy,
  develop: mostly(some({ watch: list(watchRule, 2) }), pick<Tree>(null, {}, [], { watch: null })),
  container_name: mostly(pick('name', 'n-1', 'n_2.x'), text),
  command,
  entrypoint: command,
  environment: keyed,
  env_file: mostly(
    oneOf(environmentFilePath, list(environmentFile, 2)),
    pick<Tree>(null, [], '', [null], [['a.env']], { path: 'a.env' }, [{}], [{ required: false }]),
  ),
  label_file: mostly(
    oneOf(fc.constant('labels.env'), list(pick('labels.env', 'a.env'), 2)),
    pick<Tree>('missing.env', [], null, [{ path: 'labels.env' }]),
  ),
  working_dir: text,
  user: mostly(text, pick<Tree>(1000)),
  group_add: mostly(
    uniqueList(oneOf(text, pick<Tree>(1000, 0))),
    pick<Tree>([1, '1'], ['a', 'a'], [1.5], 'a'),
  ),
  hostname: text,
  domainname: text,
  tty: flag,
  stdin_open: flag,
  init: flag,
  read_only: flag,
  privileged: flag,
  attach: flag,
  cap_add: mostly(list(text), pick<Tree>(['A', 'A', 'B'], 'A', [1])),
  cap_drop: mostly(list(text), pick<Tree>(['ALL', 'ALL'], null)),
  security_opt: mostly(
    uniqueList(
      oneOf(
        text,
        pick('seccomp:./p.json', 'seccomp=x', 'label:disable', 'no-new-privileges:true', 'apparmor=x'),
      ),
    ),
    pick<Tree>(['a', 'a'], 'a'),
  ),
  labels: keyed,
  annotations: keyed,
  stop_signal: text,
  stop_grace_period: duration,
  restart: mostly(
    pick('no', 'always', 'on-failure', 'on-failure:3', 'unless-stopped'),
    text,
    oddWord,
    pick<Tree>('on-failure:', 'on-failure:x', 'x', '', 'always:3', false),
  ),
  healthcheck,
  logging: mostly(
    some({
      driver: pick('json-file', 'none', ''),
      options: mapOf(pick('max-size', 'tag'), mostly(anyScalar, pick<Tree>(null))),
    }),
    pick<Tree>(null, {}, 'x', { options: [] }, { driver: null }),
  ),
  ports: mostly(list(port), pick<Tree>('80', null, [], {}, [[]])),
  expose: mostly(
    list(pick<Tree>('80', 80, '80/udp', '3000-3002', '80', 443, 'x', '')),
    list(anyScalar),
    pick<Tree>('80', null),
  ),
  networks: mostly(
    oneOf(uniqueList(oneOfNames(networkNames)), mapOf(oneOfNames(networkNames), attachment)),
    pick<Tree>(null, [], {}, ['front', 'front'], 'front', [1], { 'a b': null }),
  ),
  network_mode: mode,
  mac_address: text,
  extra_hosts: extraHosts,
  dns: mostly(oneOf(list(text), text), pick<Tree>([], null, 1, [1], ['1.1.1.1', '1.1.1.1'])),
  dns_opt: mostly(list(text), pick<Tree>(['a', 'a'], 'a')),
  dns_search: mostly(oneOf(list(text), text), pick<Tree>([], null, ['a', 'a'])),
  links: mostly(
    uniqueList(pick('db', 'db:alias', 'job', 'web')),
    pick<Tree>(['nobody'], ['db', 'db'], [''], 'db', ['db:']),
  ),
  external_links: mostly(uniqueList(text), pick<Tree>(['a', 'a'])),
  volumes: mostly(list(mount), pick<Tree>('a:/b', null, [], {}, [[]])),
  volumes_from: mostly(
    uniqueList(pick('db', 'db:ro', 'container:x', 'container:x:ro', 'job:rw')),
    pick<Tree>(['nobody'], ['db', 'db'], [''], ['db:x'], ['a:b:c'], ['container:']),
  ),
  tmpfs: mostly(oneOf(text, list(text)), pick<Tree>('/tmp:size=1m', [], ['/a', '/a'], null)),
  configs: mostly(list(reference(configNames), 2), pick<Tree>(null, 'conf', [null], [{}], [{ target: 'x' }])),
  secrets: mostly(list(reference(secretNames), 2), pick<Tree>(null, [{}], [1])),
  devices: mostly(list(device), pick<Tree>('/dev/a', null)),
  device_cgroup_rules: uniqueList(text),
  gpus: mostly(oneOf(fc.constant('all'), list(deviceRequest, 2)), pick<Tree>('ALL', 1, null, [], 'x')),
  models: mostly(
    oneOf(
      uniqueList(oneOfNames(modelNames)),
      mapOf(
        oneOfNames(modelNames),
        mostly(
          oneOf(fc.constant<Tree>(null), some({ endpoint_var: text, model_var: text })),
          pick<Tree>('x', []),
        ),
      ),
    ),
    pick<Tree>(null, [], ['llm', 'llm'], 'llm'),
  ),
  credential_spec: mostly(
    some({ config: text, file: oneOf(path, text), registry: text }),
    pick<Tree>(null, {}, 'x'),
  ),
  use_api_socket: flag,
  ipc: mode,
  pid: mode,
  uts: mode,
  cgroup: mostly(pick('host', 'private'), mode),
  userns_mode: text,
  cgroup_parent: text,
  runtime: text,
  isolation: text,
  sysctls: keyed,
  ulimits,
  storage_opt: mostly(
    mapOf(pick('size', 'x'), anyScalar),
    pick<Tree>(null, [], ['size=1'], { size: null }, { size: 1.5 }),
  ),
  shm_size: size,
  mem_limit: size,
  mem_reservation: size,
  memswap_limit: size,
  mem_swappiness: mostly(pick<Tree>(0, 60, -1, '60', '10m'), whole, size),
  oom_kill_disable: flag,
  oom_score_adj: mostly(pick<Tree>(0, 500, -500, '500'), whole),
  pids_limit: mostly(pick<Tree>(0, 10, -1, '10'), whole),
  cpus: decimal,
  cpu_count: whole,
  cpu_percent: mostly(pick<Tree>(0, 50, '50', 100), decimal, pick<Tree>(101, 50.5, '50.5')),
  cpu_shares: mostly(whole, decimal),
  cpu_quota: mostly(whole, duration, decimal),
  cpu_period: mostly(whole, duration, decimal),
  cpu_rt_runtime: mostly(whole, duration, decimal),
  cpu_rt_period: mostly(whole, duration, decimal),
  cpuset: text,
  blkio_config: mostly(
    some({
      weight: mostly(pick<Tree>(0, 300), whole),
      weight_device: list(
        mostly(
          some({ path: text, weight: pick<Tree>(0, 200) }, { min: 1 }),
          some({ path: text, weight: whole }),
        ),
        2,
      ),
      device_read_bps: list(blkioRate, 2),
      device_read_iops: list(blkioRate, 2),
      device_write_bps: list(blkioRate, 2),
      device_write_iops: list(blkioRate, 2),
    }),
    pick<Tree>(null, {}, []),
  ),
  post_start: mostly(list(hook, 2), pick<Tree>(null, {}, [[]])),
  pre_stop: mostly(list(hook, 2), pick<Tree>(null)),
  provider: mostly(
    withSome({ type: text }, { options: mapOf(pick('a', 'b'), oneOf(anyScalar, list(anyScalar))) }),
    pick<Tree>(null, {}, { options: {} }, { type: 1 }, 'x'),
  ),
  pull_refresh_after: text,
  'x-own': oneOf(anyScalar, list(anyScalar), mapOf(pick('a', 'x-b'), anyScalar)),
};

/** Rarely in a project, because most of what else is there conflicts with them. */
const rare = new Set(['network_mode', 'provider', 'pull_refresh_after', 'gpus', 'container_name', 'scale']);

/** `options` of a driver, which resources have too. */
export { options };

const usual = Object.fromEntries(Object.entries(attributes).filter(([key]) => !rare.has(key)));

/** A service of a first file. */
export const service: fc.Arbitrary<Mapping> = fc.oneof(
  { weight: 30, arbitrary: withSome({ image: pick('nginx', 'a/b:1') }, usual, 7) },
  { weight: 10, arbitrary: withSome({ image: pick('nginx', 'a/b:1') }, attributes, 6) },
  { weight: 1, arbitrary: some(attributes, { max: 6 }) },
);

/** A service of a file that is laid over another. */
export const partialService: fc.Arbitrary<Mapping> = some(attributes, { max: 8 });
