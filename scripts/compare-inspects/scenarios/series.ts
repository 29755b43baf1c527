import { richImage } from '../images.js';
import { type ComposeFile, compose, hashOfIds, type Scenario } from '../scenario.js';

const up = ['up', '-d'];

/** Several things at once, as projects have them. */
const application = (version: string): ComposeFile =>
  compose(
    {
      db: {
        environment: { VERSION: version },
        volumes: ['data:/data', '/scratch'],
        networks: { back: { aliases: ['database'] } },
        healthcheck: { test: ['CMD', 'true'], interval: '300ms' },
        restart: 'unless-stopped',
      },
      web: {
        ports: ['127.0.0.1:28500:80'],
        networks: ['front', 'back'],
        depends_on: { db: { condition: 'service_healthy', restart: true } },
        configs: ['web'],
        deploy: { resources: { limits: { memory: '64M' } } },
      },
      worker: { networks: ['back'], links: ['db:store'], scale: 2, environment: { VERSION: version } },
    },
    {
      networks: { front: {}, back: { internal: true, labels: { tier: 'back' } } },
      volumes: { data: { labels: { keep: 'yes' } } },
      configs: { web: { file: './web.conf' } },
    },
  );

/** One command after the other. */
/** `docs/compatibility.md` says which differences a container has that was not made anew. */
const changedInPlace = Object.fromEntries(
  [
    'com.docker.compose.config-hash',
    'com.docker.compose.replace',
    'HostConfig.NetworkMode',
    'stack-updated-',
  ].map((part) => [part, 'networks change while the container stays']),
);

export const seriesScenarios: readonly Scenario[] = [
  {
    name: 'series-unchanged',
    steps: [
      { compose: compose({ web: {}, db: { volumes: ['/data'] } }) },
      { run: up },
      { run: ['down', '-t', '0'] },
    ],
  },
  {
    name: 'series-changed',
    steps: [
      { compose: compose({ web: { environment: { A: 'one' } }, db: {} }) },
      { compose: compose({ web: { environment: { A: 'two' } }, db: {} }) },
      { compose: compose({ web: { environment: { A: 'two' }, ports: ['28300:80'] }, db: { user: '1000' } }) },
      { run: ['down', '-t', '0'] },
    ],
  },
  {
    name: 'series-scale',
    steps: [
      { compose: compose({ web: {}, db: {} }) },
      { run: ['up', '-d', '--scale', 'web=3'] },
      { run: ['up', '-d', '--scale', 'web=2'] },
      { compose: compose({ web: { scale: 4 }, db: {} }) },
      { compose: compose({ web: { scale: 2 }, db: {} }) },
      { compose: compose({ web: { scale: 0 }, db: {} }) },
      { run: ['down', '-t', '0'] },
    ],
  },
  {
    name: 'series-forced',
    steps: [
      { compose: compose({ web: { volumes: ['/data'] }, db: { image: richImage, command: undefined } }) },
      { run: ['up', '-d', '--force-recreate'] },
      { run: ['up', '-d', '--force-recreate', '--no-deps', 'web'] },
    ],
  },
  {
    name: 'series-renew',
    steps: [
      { compose: compose({ web: { image: richImage, command: undefined, volumes: ['/data'] } }) },
      {
        compose: compose({
          web: { image: richImage, command: undefined, volumes: ['/data'], environment: { A: 'b' } },
        }),
      },
      { run: ['up', '-d', '--force-recreate', '--renew-anon-volumes'] },
    ],
  },
  {
    name: 'series-networks',
    explained: changedInPlace,
    steps: [
      { compose: compose({ web: {}, db: { networks: ['back'] } }, { networks: { back: {} } }) },
      {
        compose: compose(
          { web: { networks: ['default', 'back'] }, db: { networks: ['back'] } },
          { networks: { back: {} } },
        ),
      },
      {
        compose: compose(
          { web: { networks: ['back'] }, db: { networks: { back: { aliases: ['d'] } } } },
          { networks: { back: {} } },
        ),
      },
    ],
  },
  {
    name: 'series-volumes',
    steps: [
      { compose: compose({ web: { volumes: ['data:/data'] } }, { volumes: { data: {} } }) },
      {
        compose: compose(
          { web: { volumes: ['data:/data', 'more:/more'] } },
          { volumes: { data: {}, more: { labels: { a: 'b' } } } },
        ),
      },
      { run: ['down', '-t', '0'] },
      { run: ['up', '-d'] },
      { run: ['down', '-v', '-t', '0'] },
    ],
  },
  {
    name: 'series-shared',
    explained: hashOfIds,
    steps: [
      {
        compose: compose({
          a: { environment: { A: '1' } },
          b: { network_mode: 'service:a' },
          c: { volumes_from: ['a'] },
          d: { pid: 'service:a' },
        }),
      },
      {
        compose: compose({
          a: { environment: { A: '2' } },
          b: { network_mode: 'service:a' },
          c: { volumes_from: ['a'] },
          d: { pid: 'service:a' },
        }),
      },
      { run: ['down', '-t', '0'] },
    ],
  },
  {
    name: 'series-removed-service',
    steps: [
      { compose: compose({ web: {}, old: {} }) },
      { compose: compose({ web: {} }) },
      { run: ['up', '-d', '--remove-orphans'] },
    ],
  },
  {
    name: 'series-selected',
    steps: [
      {
        compose: compose(
          { web: { depends_on: ['db'] }, db: {}, other: { networks: ['far'], volumes: ['data:/data'] } },
          { networks: { far: {} }, volumes: { data: {} } },
        ),
        run: ['up', '-d', 'web'],
      },
      { run: ['up', '-d', '--no-deps', 'other'] },
      { run: ['up', '-d'] },
    ],
  },
  {
    name: 'series-depends',
    steps: [
      {
        compose: compose({
          db: { environment: { A: '1' } },
          web: { depends_on: { db: { condition: 'service_started', restart: true } } },
        }),
      },
      {
        compose: compose({
          db: { environment: { A: '2' } },
          web: { depends_on: { db: { condition: 'service_started', restart: true } } },
        }),
      },
    ],
  },
  {
    name: 'series-files',
    steps: [
      {
        files: {
          'a.yaml':
            'services:\n  web:\n    image: compare-inspects\n    command: sleep 100000\n    stop_signal: SIGKILL\n    labels: {a: a}\n',
          'b.yaml': 'services:\n  web:\n    labels: {b: b}\n',
          'own.env': 'A=1\n',
        },
        run: ['-f', 'a.yaml', '-f', 'b.yaml', '--env-file', 'own.env', '--profile', 'x', 'up', '-d'],
      },
      { run: ['-f', 'a.yaml', '-f', 'b.yaml', '--env-file', 'own.env', 'down', '-t', '0'] },
    ],
  },
  {
    name: 'series-profiles',
    steps: [
      { compose: compose({ web: {}, debug: { profiles: ['debug'] } }) },
      { run: ['--profile', 'debug', 'up', '-d'] },
      { run: ['up', '-d'] },
    ],
  },
  {
    name: 'series-application',
    steps: [
      { compose: application('1'), files: { 'web.conf': 'one\n' } },
      { compose: application('2') },
      { run: ['up', '-d', '--scale', 'worker=3'] },
      { run: ['up', '-d', '--no-recreate'] },
      { run: ['down', '-t', '0'] },
      { run: up },
      { run: ['down', '-v', '-t', '0'] },
    ],
  },
  {
    name: 'series-ports',
    explained: {
      'series-ports-web': 'docker compose keeps random replicas of a service that changes and shrinks',
    },
    steps: [
      { compose: compose({ web: { ports: ['127.0.0.1:28400-28405:80'], scale: 2 } }) },
      { run: ['up', '-d', '--scale', 'web=3'] },
      { compose: compose({ web: { ports: ['127.0.0.1:28400-28405:81'], scale: 1 } }) },
    ],
  },
  {
    name: 'series-addresses',
    explained: changedInPlace,
    steps: ['10', '11'].map((last) => ({
      compose: compose(
        { web: { networks: { net: { ipv4_address: `172.29.40.${last}` } } }, db: { networks: ['net'] } },
        { networks: { net: { ipam: { config: [{ subnet: '172.29.40.0/24' }] } } } },
      ),
    })),
  },
  {
    name: 'series-image',
    steps: [
      { compose: compose({ web: { volumes: ['/data'] } }) },
      { compose: compose({ web: { image: richImage, command: undefined, volumes: ['/data'] } }) },
      {
        compose: compose(
          { web: { image: richImage, command: undefined, volumes: ['data:/data'] } },
          { volumes: { data: {} } },
        ),
      },
    ],
  },
  {
    name: 'series-mounts',
    steps: [
      { compose: compose({ web: { volumes: ['./src:/src'] } }), files: { 'src/file': '' } },
      { compose: compose({ web: { volumes: ['./src:/src:ro', '/cache'], tmpfs: ['/tmp'] } }) },
      { compose: compose({ web: { volumes: ['/cache'], tmpfs: ['/tmp'], read_only: true } }) },
    ],
  },
  {
    name: 'series-renamed',
    steps: [
      { compose: compose({ web: {} }) },
      { compose: compose({ web: { container_name: 'compare-inspects-renamed' } }) },
      { compose: compose({ web: {} }) },
    ],
  },
  {
    name: 'series-labels',
    steps: [
      { compose: compose({ web: { labels: { a: '1' }, depends_on: ['db'] }, db: {} }) },
      { compose: compose({ web: { labels: { a: '2' }, depends_on: ['db'] }, db: {} }) },
      { compose: compose({ web: { labels: { a: '2' } }, db: {} }) },
    ],
  },
];
