import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { networkHash, serviceHash, volumeHash } from '../../src/model/compose-hash.js';
import type { Project } from '../../src/model/project.js';
import { accepted, load, projectOf } from '../config/load.js';
import hashes from './compose-hashes/hashes.json' with { type: 'json' };

/**
 * hashes.json comes from docker compose 2.40.3: the services from `config --hash '*'` with the project directory
 * /project, networks and volumes from their labels after `docker compose create`.
 */
const text = await readFile(new URL('compose-hashes/compose.yaml', import.meta.url), 'utf8');
const project: Project = await projectOf(text, {
  profiles: ['some'],
  environment: { SHELL_HAS_IT: 'yes', KEY: 'k' },
  leaveOut: ['environment files'],
});

const compute = <Value>(record: Readonly<Record<string, Value>>, hash: (value: Value) => string) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, hash(value)]));

describe('the hash that docker compose recognises its own work by', () => {
  const services = compute(project.services, serviceHash);

  test.each(Object.entries(hashes.services))('is the same for service %s', (name, hash) => {
    expect(services[name]).toBe(hash);
  });

  test('is the same at `up` for a service with label files, whose names are part of it', async () => {
    const loaded = await load(
      {
        '/srv/app/compose.yaml':
          'services: { web: { image: busybox, command: [sleep, "1000"], stop_signal: SIGKILL, labels: { X: y }, label_file: [l.env] } }',
        '/srv/app/l.env': 'A=1\nB=2\n',
      },
      { workingDir: '/srv/app' },
    );
    const { web } = accepted(loaded).project.services;
    if (web === undefined) throw new Error('no service web');
    // From the label of the container that docker compose 2.40.3 makes of these files.
    expect(serviceHash(web)).toBe('1de2848329d8bb200bc0a527eb7f7d4aa17973006f3c1492a2d25cf00fd6516e');
  });

  test('is the same for networks', () => {
    expect(compute(project.networks, networkHash)).toEqual(hashes.networks);
  });

  test('is the same for volumes', () => {
    expect(compute(project.volumes, volumeHash)).toEqual(hashes.volumes);
  });

  test('does not depend on how many containers there are, how the image is got, or what comes first', () => {
    const { bare } = project.services;
    if (bare === undefined) throw new Error('no service bare');
    const other = { ...bare, scale: 5, build: { context: '/' }, pull_policy: 'always', profiles: ['p'] };
    expect(serviceHash({ ...other, deploy: { replicas: 2 } })).toBe(serviceHash({ ...bare, deploy: {} }));
    expect(serviceHash(other)).toBe(serviceHash(bare));
  });
});
