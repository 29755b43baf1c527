import { richImage } from '../images.js';
import { attributes, hashOfIds, type Scenario } from '../scenario.js';

/** Volumes, mounts and memory file systems. */
export const storageScenarios: readonly Scenario[] = [
  attributes(
    'volume-shapes',
    { web: { volumes: ['plain:/plain', 'named:/named', 'labelled:/labelled', 'options:/options'] } },
    {
      volumes: {
        plain: {},
        unused: {},
        named: { name: 'compare-inspects-own-volume' },
        labelled: { labels: { a: 'b' } },
        options: { driver: 'local', driver_opts: { type: 'tmpfs', device: 'tmpfs', o: 'size=1m' } },
      },
    },
  ),
  {
    ...attributes(
      'external-volume',
      { web: { volumes: ['ext:/ext'] } },
      {
        volumes: { ext: { external: true, name: 'compare-inspects-ext' } },
      },
    ),
    before: [['volume', 'create', 'compare-inspects-ext']],
    after: [['volume', 'rm', 'compare-inspects-ext']],
  },
  attributes(
    'volume-mounts',
    {
      short: { volumes: ['data:/data'] },
      'read-only': { volumes: ['data:/data:ro'] },
      nocopy: { volumes: ['data:/data:nocopy'] },
      selinux: { volumes: ['data:/data:z'] },
      long: { volumes: [{ type: 'volume', source: 'data', target: '/data', read_only: true }] },
      'long-nocopy': {
        volumes: [{ type: 'volume', source: 'data', target: '/data', volume: { nocopy: true } }],
      },
      labels: {
        volumes: [{ type: 'volume', source: 'data', target: '/data', volume: { labels: { a: 'b' } } }],
      },
      consistency: { volumes: [{ type: 'volume', source: 'data', target: '/data', consistency: 'cached' }] },
      anonymous: { volumes: ['/anonymous'] },
      'anonymous-long': { volumes: [{ type: 'volume', target: '/anonymous' }] },
      'anonymous-labels': {
        volumes: [{ type: 'volume', target: '/anonymous', volume: { labels: { a: 'b' } } }],
      },
      image: { image: richImage, command: undefined },
      'image-over': { image: richImage, command: undefined, volumes: ['data:/var/data'] },
      'image-anonymous': { image: richImage, command: undefined, volumes: ['/var/data'] },
      'image-tmpfs': { image: richImage, command: undefined, tmpfs: ['/var/data'] },
    },
    { volumes: { data: {} } },
  ),
  attributes(
    'binds',
    {
      short: { volumes: ['./src:/src'] },
      'read-only': { volumes: ['./src:/src:ro'] },
      missing: { volumes: ['./missing:/missing'] },
      selinux: { volumes: ['./src:/src:ro,z', './src:/private:Z'] },
      propagation: { volumes: ['./src:/src:rprivate'] },
      consistency: { volumes: ['./src:/src:cached'] },
      file: { volumes: ['./src/file:/file:ro'] },
      long: { volumes: [{ type: 'bind', source: './src', target: '/src' }] },
      'long-create': {
        volumes: [{ type: 'bind', source: './made', target: '/made', bind: { create_host_path: true } }],
      },
      'long-not': {
        volumes: [{ type: 'bind', source: './src', target: '/src', bind: { create_host_path: false } }],
      },
      'long-read-only': { volumes: [{ type: 'bind', source: './src', target: '/src', read_only: true }] },
      'long-propagation': {
        volumes: [{ type: 'bind', source: './src', target: '/src', bind: { propagation: 'private' } }],
      },
      'long-selinux': {
        volumes: [{ type: 'bind', source: './src', target: '/src', bind: { selinux: 'z' } }],
      },
      'recursive-enabled': {
        volumes: [{ type: 'bind', source: './src', target: '/src', bind: { recursive: 'enabled' } }],
      },
      'recursive-disabled': {
        volumes: [{ type: 'bind', source: './src', target: '/src', bind: { recursive: 'disabled' } }],
      },
    },
    {},
    { files: { 'src/file': 'content\n' } },
  ),
  attributes(
    'bind-recursive-read-only',
    {
      'recursive-writable': {
        volumes: [
          { type: 'bind', source: './src', target: '/src', read_only: true, bind: { recursive: 'writable' } },
        ],
      },
      'recursive-readonly': {
        volumes: [
          {
            type: 'bind',
            source: './src',
            target: '/src',
            read_only: true,
            bind: { recursive: 'readonly', propagation: 'rprivate' },
          },
        ],
      },
    },
    {},
    { files: { 'src/file': '' } },
  ),
  attributes('bind-missing', {
    web: { volumes: [{ type: 'bind', source: './no', target: '/no', bind: { create_host_path: false } }] },
  }),
  attributes('tmpfs', {
    one: { tmpfs: '/run' },
    many: { tmpfs: ['/run', '/tmp:size=1m,mode=1777'] },
    long: { volumes: [{ type: 'tmpfs', target: '/cache' }] },
    size: { volumes: [{ type: 'tmpfs', target: '/cache', tmpfs: { size: '2m', mode: 0o1777 } }] },
    'size-number': { volumes: [{ type: 'tmpfs', target: '/cache', tmpfs: { size: 1048576 } }] },
    'read-only': { volumes: [{ type: 'tmpfs', target: '/cache', read_only: true }] },
  }),
  attributes('image-mount', {
    whole: { volumes: [{ type: 'image', source: richImage, target: '/image' }] },
    part: { volumes: [{ type: 'image', source: richImage, target: '/image', image: { subpath: 'bin' } }] },
  }),
  {
    ...attributes(
      'subpath',
      {
        web: { volumes: [{ type: 'volume', source: 'data', target: '/data', volume: { subpath: 'inner' } }] },
      },
      { volumes: { data: { external: true, name: 'compare-inspects-sub' } } },
    ),
    before: [
      ['volume', 'create', 'compare-inspects-sub'],
      ['run', '--rm', '-v', 'compare-inspects-sub:/data', 'compare-inspects', 'mkdir', '/data/inner'],
    ],
    after: [['volume', 'rm', 'compare-inspects-sub']],
  },
  attributes(
    'volumes-from',
    {
      a: { volumes: ['data:/data', '/anonymous', './src:/src:ro'] },
      b: { volumes_from: ['a'] },
      c: { volumes_from: ['container:volumes-from-a-1:rw'], depends_on: ['a'] },
      d: { volumes_from: ['b'] },
    },
    { volumes: { data: {} } },
    { explained: hashOfIds, files: { 'src/file': '' } },
  ),
  {
    ...attributes('volumes-from-read-only', { a: { volumes: ['/data'] }, b: { volumes_from: ['a:ro'] } }),
    explained: {
      ...hashOfIds,
      VolumesFrom: 'docker compose loses the :ro',
      Mounts: 'docker compose loses the :ro',
    },
  },
];
