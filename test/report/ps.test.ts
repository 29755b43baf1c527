import { describe, expect, test } from 'vitest';
import { containerId } from '../../src/model/names.js';
import type { ObservedContainer } from '../../src/model/observed.js';
import { renderPsJson } from '../../src/report/ps-json.js';
import { renderPsTable } from '../../src/report/ps-table.js';

const createdAt = Date.UTC(2026, 10, 22, 14, 26, 51) / 1000;
const options = { now: (createdAt + 14) * 1000, noTruncate: false };

const db: ObservedContainer = {
  id: containerId('f2a5a048b0b3aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'),
  name: 'app-db-1',
  image: 'busybox:latest',
  imageId: 'sha256:cf4c',
  labels: { 'com.docker.compose.service': 'db', 'com.docker.compose.project': 'app' },
  state: 'running',
  health: 'healthy',
  createdAt,
  networks: [
    { name: 'app_n2', id: '2' },
    { name: 'app_n1', id: '1' },
  ],
  mounts: [
    { type: 'volume', name: 'app_data', target: '/data' },
    { type: 'bind', source: '/srv/a-rather-long-directory-name', target: '/x' },
  ],
  ports: [
    { target: 80, published: 18099, protocol: 'tcp', hostIp: '127.0.0.1' },
    { target: 9000, protocol: 'tcp' },
  ],
  statusText: 'Up 13 seconds (healthy)',
  command: "sh -c 'echo up; sleep 1000'",
};

describe('the table of ps', () => {
  test('it has the columns and the words of docker compose', () => {
    expect(renderPsTable([db], options)).toBe(
      'NAME       IMAGE            COMMAND                  SERVICE   CREATED          STATUS                    PORTS\n' +
        'app-db-1   busybox:latest   "sh -c \'echo up; sle…"   db        14 seconds ago   Up 13 seconds (healthy)   9000/tcp, 127.0.0.1:18099->80/tcp\n',
    );
  });

  test('commands are whole when asked for', () => {
    expect(renderPsTable([db], { ...options, noTruncate: true })).toContain(
      '"sh -c \'echo up; sleep 1000\'"   db',
    );
  });
});

describe('ps as JSON', () => {
  test('it has the keys and the forms of docker compose', () => {
    expect(JSON.parse(renderPsJson([db], options))).toEqual({
      Command: '"sh -c \'echo up; sle…"',
      CreatedAt: '2026-11-22 14:26:51 +0000 UTC',
      ExitCode: 0,
      Health: 'healthy',
      ID: 'f2a5a048b0b3',
      Image: 'busybox:latest',
      Labels: 'com.docker.compose.project=app,com.docker.compose.service=db',
      LocalVolumes: '1',
      Mounts: 'app_data,/srv/a-rather-…',
      Name: 'app-db-1',
      Names: 'app-db-1',
      Networks: 'app_n1,app_n2',
      Ports: '9000/tcp, 127.0.0.1:18099->80/tcp',
      Project: 'app',
      Publishers: [
        { URL: '127.0.0.1', TargetPort: 80, PublishedPort: 18099, Protocol: 'tcp' },
        { URL: '', TargetPort: 9000, PublishedPort: 0, Protocol: 'tcp' },
      ],
      RunningFor: '14 seconds ago',
      Service: 'db',
      Size: '0B',
      State: 'running',
      Status: 'Up 13 seconds (healthy)',
    });
  });

  test('each container is a line, and no container is no line', () => {
    expect(renderPsJson([db, db], options).match(/\n/g)).toHaveLength(2);
    expect(renderPsJson([], options)).toBe('');
  });
});
