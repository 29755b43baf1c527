import type { DiagnosticCode } from '../../src/diagnostics/codes.js';

/** The files of a project by path, relative to its folder. */
export type ProjectFiles = Readonly<Record<string, string>>;

export interface ErrorExample {
  /** A project that makes stack say this; a lone text is its compose.yaml. */
  readonly broken: string | ProjectFiles;
  /** The same project without the mistake. */
  readonly mended: string | ProjectFiles;
}

const nginx = 'services:\n  web:\n    image: nginx\n';

/** One or more for every code that reading files can give, but for the limits, which take too much room to pass. */
export const errorExamples: Partial<Record<DiagnosticCode, readonly ErrorExample[]>> = {
  'yaml-syntax': [
    {
      broken: 'services:\n  web:\n    image: nginx\n   ports:\n      - "8080:80"\n',
      mended: 'services:\n  web:\n    image: nginx\n    ports:\n      - "8080:80"\n',
    },
    {
      broken: 'services:\n  web:\n    image: "nginx\n    ports:\n      - "8080:80"\n',
      mended: 'services:\n  web:\n    image: "nginx"\n    ports:\n      - "8080:80"\n',
    },
    {
      broken: 'services:\n  web:\n    image: nginx\n    ports\n      - "8080:80"\n',
      mended: 'services:\n  web:\n    image: nginx\n    ports:\n      - "8080:80"\n',
    },
    {
      broken: 'services:\n  web:\n    image: nginx\n    command: echo done: all\n',
      mended: 'services:\n  web:\n    image: nginx\n    command: "echo done: all"\n',
    },
  ],
  'duplicate-key': [
    {
      broken: 'services:\n  web:\n    image: nginx\n    tty: true\n    image: httpd\n',
      mended: 'services:\n  web:\n    image: httpd\n    tty: true\n',
    },
  ],
  'empty-file': [{ broken: '# nothing yet\n', mended: nginx }],
  'file-not-found': [
    {
      broken: { 'compose.yaml': `${nginx}    env_file: web.evn\n`, 'web.env': 'LEVEL=debug\n' },
      mended: { 'compose.yaml': `${nginx}    env_file: web.env\n`, 'web.env': 'LEVEL=debug\n' },
    },
  ],
  'no-compose-file': [{ broken: { 'docker/compose.yaml': nginx }, mended: { 'compose.yaml': nginx } }],
  'several-compose-files': [
    { broken: { 'compose.yaml': nginx, 'docker-compose.yaml': nginx }, mended: { 'compose.yaml': nginx } },
  ],
  'unreadable-file': [
    {
      broken: { 'compose.yaml': 'include:\n  - database\n', 'database/compose.yaml': nginx },
      mended: { 'compose.yaml': 'include:\n  - database/compose.yaml\n', 'database/compose.yaml': nginx },
    },
  ],
  'env-file-syntax': [
    {
      broken: { 'compose.yaml': nginx, '.env': 'TAG=1.27\nGREETING="hello\n' },
      mended: { 'compose.yaml': nginx, '.env': 'TAG=1.27\nGREETING="hello"\n' },
    },
  ],
  'interpolation-syntax': [
    {
      broken: 'services:\n  web:\n    image: nginx:${TAG:=1}\n',
      mended: 'services:\n  web:\n    image: nginx:${TAG:-1}\n',
    },
  ],
  'required-variable': [
    {
      broken: 'services:\n  web:\n    image: nginx:${TAG:?say which}\n',
      mended: {
        'compose.yaml': 'services:\n  web:\n    image: nginx:${TAG:?say which}\n',
        '.env': 'TAG=1.27\n',
      },
    },
  ],
  'unset-variable': [
    {
      broken: 'services:\n  web:\n    image: nginx:${TAG}\n',
      mended: 'services:\n  web:\n    image: nginx:${TAG:-latest}\n',
    },
  ],
  'unknown-key': [
    { broken: 'services:\n  web:\n    imge: nginx\n', mended: nginx },
    { broken: `${nginx}    replicas: 3\n`, mended: `${nginx}    deploy:\n      replicas: 3\n` },
    {
      broken: 'services:\nweb:\n  image: nginx\ndb:\n  image: postgres\n',
      mended: 'services:\n  web:\n    image: nginx\n  db:\n    image: postgres\n',
    },
  ],
  'invalid-type': [
    { broken: `${nginx}    ports: "8080:80"\n`, mended: `${nginx}    ports:\n      - "8080:80"\n` },
    {
      broken: `${nginx}    environment:\n      - DEBUG: true\n`,
      mended: `${nginx}    environment:\n      - DEBUG=true\n`,
    },
  ],
  'invalid-value': [
    { broken: `${nginx}    stop_grace_period: 10 seconds\n`, mended: `${nginx}    stop_grace_period: 10s\n` },
    {
      broken: `${nginx}    ports:\n      - "localhost:8080:80"\n`,
      mended: `${nginx}    ports:\n      - "127.0.0.1:8080:80"\n`,
    },
  ],
  'truncated-command': [
    {
      broken: `${nginx}    command: nginx -t && nginx\n`,
      mended: `${nginx}    command: ["sh", "-c", "nginx -t && nginx"]\n`,
    },
  ],
  'missing-key': [
    {
      broken: `${nginx}    depends_on:\n      db: {}\n  db:\n    image: postgres\n`,
      mended: `${nginx}    depends_on:\n      db:\n        condition: service_started\n  db:\n    image: postgres\n`,
    },
  ],
  'obsolete-key': [{ broken: `version: "3"\n${nginx}`, mended: nginx }],
  'undefined-reference': [
    {
      broken: `${nginx}    depends_on: [bd]\n  db:\n    image: postgres\n`,
      mended: `${nginx}    depends_on: [db]\n  db:\n    image: postgres\n`,
    },
    {
      broken: `${nginx}    volumes:\n      - data:/data\n`,
      mended: `${nginx}    volumes:\n      - data:/data\nvolumes:\n  data:\n`,
    },
  ],
  'extends-cycle': [
    {
      broken:
        'services:\n  web:\n    extends: base\n    image: nginx\n  base:\n    extends: web\n    image: nginx\n',
      mended: 'services:\n  web:\n    extends: base\n    image: nginx\n  base:\n    image: nginx\n',
    },
  ],
  'include-cycle': [
    {
      broken: {
        'compose.yaml': `include:\n  - db.yaml\n${nginx}`,
        'db.yaml': 'include:\n  - compose.yaml\nservices:\n  db:\n    image: postgres\n',
      },
      mended: {
        'compose.yaml': `include:\n  - db.yaml\n${nginx}`,
        'db.yaml': 'services:\n  db:\n    image: postgres\n',
      },
    },
  ],
  'include-conflict': [
    {
      broken: {
        'compose.yaml': 'include:\n  - db.yaml\nservices:\n  db:\n    image: postgres:17\n',
        'db.yaml': 'services:\n  db:\n    image: postgres\n',
      },
      mended: {
        'compose.yaml': 'include:\n  - path: [db.yaml, db.newer.yaml]\n',
        'db.yaml': 'services:\n  db:\n    image: postgres\n',
        'db.newer.yaml': 'services:\n  db:\n    image: postgres:17\n',
      },
    },
  ],
  'remote-resource': [
    {
      broken: 'include:\n  - https://example.com/db.yaml\n',
      mended: {
        'compose.yaml': 'include:\n  - db.yaml\n',
        'db.yaml': 'services:\n  db:\n    image: postgres\n',
      },
    },
  ],
  'invalid-project-name': [{ broken: `name: "!!!"\n${nginx}`, mended: `name: shop\n${nginx}` }],
  'conflicting-attributes': [
    {
      broken: `${nginx}    network_mode: host\n    networks: [default]\n`,
      mended: `${nginx}    network_mode: host\n`,
    },
  ],
  'disabled-service': [
    {
      broken: `${nginx}    depends_on: [db]\n  db:\n    image: postgres\n    profiles: [data]\n`,
      mended: `${nginx}    depends_on:\n      db:\n        condition: service_started\n        required: false\n  db:\n    image: postgres\n    profiles: [data]\n`,
    },
  ],
};
